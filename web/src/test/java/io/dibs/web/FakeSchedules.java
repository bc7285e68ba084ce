package io.dibs.web;

import java.lang.reflect.Proxy;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import io.dibs.RetryPolicy;
import io.dibs.Schedule;
import io.dibs.Schedule.Missed;
import io.dibs.Schedule.Overlap;
import io.dibs.ScheduleBuilder;
import io.dibs.ScheduleChange;
import io.dibs.ScheduleConflictException;
import io.dibs.ScheduleNotFoundException;
import io.dibs.Schedules;
import io.dibs.TaskBuilder;
import io.dibs.TaskDispatcher;
import io.dibs.TaskHandle;
import io.dibs.TaskRefusedException;
import io.dibs.Timing;

/** Schedules over a map, and a dispatcher that notes what it is told. */
class FakeSchedules implements Schedules {
    final Map<String, Schedule> schedules = new TreeMap<>();
    /** What was said about tasks, one text for each call: method and arguments. */
    final List<String> said = new ArrayList<>();

    @Override
    public Optional<Schedule> find(String name) {
        return Optional.ofNullable(schedules.get(name));
    }

    @Override
    public Page list(int offset, int limit) {
        return new Page(
                schedules.size(),
                schedules.values().stream().skip(offset).limit(limit).toList());
    }

    @Override
    public Schedule pause(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Schedule resume(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Schedule change(String name, ScheduleChange change) {
        Schedule before = existing(name);
        change.timing().ifPresent(FakeSchedules::check);
        Schedule after = schedule(
                name,
                change.timing().orElse(before.timing()),
                change.overlap().orElse(before.overlap()),
                change.missed().orElse(before.missed()),
                change.paused().orElse(before.pausedAt().isPresent()));
        schedules.put(name, after);
        return after;
    }

    @Override
    public TaskHandle run(String name) {
        existing(name);
        return handle(1);
    }

    @Override
    public TaskHandle run(String name, String key) {
        existing(name);
        if (key.length() > 200) {
            throw new IllegalArgumentException("A key has 1 to 200 characters.");
        }
        return handle(key.length());
    }

    private static TaskHandle handle(int number) {
        return (TaskHandle) Proxy.newProxyInstance(
                FakeSchedules.class.getClassLoader(),
                new Class<?>[] {TaskHandle.class},
                (proxy, method, arguments) -> Samples.id(number));
    }

    @Override
    public void delete(String name) {
        existing(name);
        schedules.remove(name);
    }

    private Schedule existing(String name) {
        return find(name).orElseThrow(() -> new ScheduleNotFoundException("There is no schedule '" + name + "'."));
    }

    static Schedule schedule(String name, Timing timing, Overlap overlap, Missed missed, boolean paused) {
        return new Schedule(
                name,
                timing,
                overlap,
                missed,
                new Schedule.ScheduledTask(
                        "com.acme.Tasks#run",
                        "default",
                        0,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        RetryPolicy.NONE,
                        Optional.of("ann")),
                Optional.empty(),
                Samples.CREATED,
                Samples.CREATED,
                paused ? Optional.of(Samples.CREATED) : Optional.empty(),
                paused ? Optional.empty() : Optional.of(Samples.CREATED.plusSeconds(60)),
                Optional.of(Samples.CREATED),
                Optional.of(Samples.id(7)),
                Optional.<UUID>empty(),
                new Schedule.Ticks(3, 2, 1));
    }

    static Schedule nightly(String name) {
        return schedule(name, Timing.cron("0 3 * * *", ZoneId.of("Europe/Berlin")), Overlap.SKIP, Missed.ONCE, false);
    }

    /** Interfaces that grow are played by proxies: only what schedules ask of them is there. */
    TaskDispatcher dispatcher() {
        return proxy(TaskDispatcher.class, (method, arguments) -> switch (method) {
            case "task" -> task((String) arguments[0], (Object[]) arguments[1]);
            case "schedule" -> builder((String) arguments[0], (Timing) arguments[1]);
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private TaskBuilder task(String name, Object... values) {
        if (!name.startsWith("com.acme.")) {
            throw new TaskRefusedException("There is no method " + name + ".");
        }
        said.add("task " + name + " " + Arrays.toString(values));
        TaskBuilder[] self = new TaskBuilder[1];
        self[0] = proxy(TaskBuilder.class, (method, arguments) -> {
            if (method.equals("queue") && arguments[0].equals("no queue")) {
                throw new IllegalArgumentException("'no queue' is no name of a queue.");
            }
            said.add(method + " " + (arguments[0] instanceof Object[] array ? Arrays.toString(array) : arguments[0]));
            return self[0];
        });
        return self[0];
    }

    private ScheduleBuilder builder(String name, Timing timing) {
        check(timing);
        ScheduleBuilder[] self = new ScheduleBuilder[1];
        Overlap[] overlap = {Overlap.SKIP};
        Missed[] missed = {Missed.ONCE};
        self[0] = proxy(ScheduleBuilder.class, (method, arguments) -> {
            switch (method) {
                case "overlap" -> overlap[0] = (Overlap) arguments[0];
                case "missed" -> missed[0] = (Missed) arguments[0];
                default -> {
                    Schedule wanted = schedule(name, timing, overlap[0], missed[0], false);
                    if (schedules.containsKey(name) && !schedules.get(name).equals(wanted)) {
                        throw new ScheduleConflictException("There is a schedule '" + name + "' already.");
                    }
                    schedules.put(name, wanted);
                    return wanted;
                }
            }
            return self[0];
        });
        return self[0];
    }

    private static void check(Timing timing) {
        if (timing instanceof Timing.Cron cron && cron.expression().contains("x")) {
            throw new IllegalArgumentException("'" + cron.expression() + "' is no cron expression.");
        }
    }

    private interface Calls {
        Object call(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(
                FakeSchedules.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> calls.call(method.getName(), arguments)));
    }
}
