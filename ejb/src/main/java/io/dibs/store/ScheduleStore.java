package io.dibs.store;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.dibs.Schedule;
import io.dibs.Timing;
import io.dibs.seal.SealException;
import redis.clients.jedis.Response;

/**
 * Schedules and their ticks. Nobody is in charge of them: what is decided about a schedule is written down only if it still is
 * as it was when that was decided. Thread-safe. Every method throws {@link io.dibs.StoreUnavailableException} when Redis does
 * not answer.
 */
public final class ScheduleStore {
    private final Redis redis;

    public ScheduleStore(Redis redis) {
        this.redis = redis;
    }

    /**
     * What somebody says about a schedule.
     *
     * @param anchor what intervals are counted from
     * @param task what it dispatches; its id is the incarnation of the schedule
     * @param declaration where it is declared in code
     * @param paused since when it is paused
     * @param due when its next tick is due; empty while it is paused
     */
    public record Definition(
            Timing timing,
            Instant anchor,
            Schedule.Overlap overlap,
            Schedule.Missed missed,
            NewTask task,
            Optional<StoredSchedule.Declaration> declaration,
            Optional<Instant> paused,
            Optional<Instant> due) {}

    /** What putting down a definition came to. */
    public enum PutOutcome {
        SAVED,
        /** Somebody else has changed the schedule meanwhile; nothing was changed. */
        CHANGED,
        /** There are too many; nothing was changed. */
        FULL
    }

    /**
     * What putting it down came to.
     *
     * @param schedule the schedule as it is now, if it was saved
     */
    public record Put(PutOutcome outcome, Optional<StoredSchedule> schedule) {}

    /**
     * Puts down a definition.
     *
     * @param base the schedule that it is based on; empty if there is none of that name yet
     * @param most how many schedules there may be
     */
    public Put put(String name, Optional<StoredSchedule> base, Definition definition, int most) {
        NewTask task = definition.task();
        String due = micros(definition.due());
        List<String> arguments = new ArrayList<>(List.of(
                name,
                UUID.randomUUID().toString(),
                base.map(StoredSchedule::change).orElse(""),
                Integer.toString(most),
                due));
        arguments.addAll(List.of("incarnation", task.id().toString()));
        arguments.addAll(List.of("timing", StoredSchedule.encode(definition.timing())));
        arguments.addAll(List.of("anchor", micros(Optional.of(definition.anchor()))));
        arguments.addAll(List.of("overlap", definition.overlap().code()));
        arguments.addAll(List.of("missed", definition.missed().code()));
        arguments.addAll(List.of("call", redis.seals().call(subject(name, task.id()), task)));
        arguments.addAll(List.of("queue", task.queue()));
        arguments.addAll(List.of("priority", Integer.toString(task.priority())));
        arguments.addAll(List.of("res", Reservations.encode("", task.reservations())));
        arguments.addAll(List.of(
                "declared",
                definition.declaration().map(StoredSchedule.Declaration::encode).orElse("")));
        arguments.addAll(List.of("paused", micros(definition.paused())));
        List<?> reply = (List<?>) redis.run(Script.SCHEDULE, arguments);
        PutOutcome outcome = PutOutcome.valueOf(upper(reply.get(0)));
        return new Put(
                outcome,
                outcome == PutOutcome.SAVED
                        ? Optional.of(opened(name, fields((List<?>) reply.get(1))))
                        : Optional.empty());
    }

    /** Removes a schedule, or that incarnation of it. Does nothing if there is none. */
    public void remove(String name, Optional<UUID> incarnation) {
        redis.run(Script.UNSCHEDULE, name, incarnation.map(UUID::toString).orElse(""));
    }

    /** The schedule of that name. */
    public Optional<StoredSchedule> find(String name) {
        return read(List.of(name)).stream().findFirst();
    }

    /** The names of all schedules, sorted. */
    public List<String> names() {
        return redis.call(r -> r.zrange(redis.key("schedules"), 0, -1)).stream()
                .sorted()
                .toList();
    }

    /** The schedules of these names, as far as they exist. */
    public List<StoredSchedule> read(List<String> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        List<Map<String, String>> all = redis.call(r -> {
            try (var pipeline = r.pipelined()) {
                List<Response<Map<String, String>>> responses = names.stream()
                        .map(name -> pipeline.hgetAll(redis.key("schedule:" + name)))
                        .toList();
                pipeline.sync();
                return responses.stream().map(Response::get).toList();
            }
        });
        List<StoredSchedule> schedules = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            if (!all.get(i).isEmpty()) {
                schedules.add(opened(names.get(i), all.get(i)));
            }
        }
        return schedules;
    }

    /** Redis' time. */
    public Instant now() {
        return due(0, 0).time();
    }

    /**
     * Schedules that are due.
     *
     * @param time Redis' time
     * @param schedules those that are due, the longest due first
     * @param next how long it is until the next one is due that is not due yet
     */
    public record Due(Instant time, List<StoredSchedule> schedules, Optional<Duration> next) {}

    /** Up to so many schedules that are due, without so many of the first ones. */
    public Due due(int offset, int limit) {
        List<?> reply = (List<?>) redis.run(Script.DUE, Integer.toString(offset), Integer.toString(limit));
        List<StoredSchedule> schedules = new ArrayList<>();
        for (Object each : (List<?>) reply.get(1)) {
            List<?> schedule = (List<?>) each;
            schedules.add(opened((String) schedule.get(0), fields((List<?>) schedule.get(1))));
        }
        long next = (Long) reply.get(2);
        return new Due(
                StoredTask.instant((Long) reply.get(0)),
                schedules,
                next < 0 ? Optional.empty() : Optional.of(Duration.of(next, ChronoUnit.MICROS)));
    }

    /**
     * What is to become of the ticks that have passed.
     *
     * @param tick the last of them
     * @param next the one after it; empty for none, so that the schedule ends
     * @param missed how many of them were missed
     * @param onlyUntil when it is too late to dispatch the task
     * @param task the task of the tick; empty to dispatch none
     */
    public record Tick(
            Instant tick, Optional<Instant> next, long missed, Optional<Instant> onlyUntil, Optional<NewTask> task) {}

    /** What came of it. */
    public enum TickOutcome {
        DISPATCHED,
        /** A task of the schedule is not final, or its group is being canceled. */
        SKIPPED,
        /** There was no task to dispatch. */
        MISSED,
        /** Somebody else has seen to it, or has changed the schedule; nothing was changed. */
        STALE,
        /** It is too late, or the clock was set back, since it was decided; nothing was changed. */
        AGAIN
    }

    /** Has a schedule tick, if it still is as it was when it was read. */
    public TickOutcome tick(StoredSchedule schedule, Tick tick) {
        List<String> arguments = new ArrayList<>(List.of(
                schedule.name(),
                schedule.change(),
                schedule.fields().get("due"),
                micros(tick.next()),
                micros(Optional.of(tick.tick())),
                micros(tick.onlyUntil()),
                schedule.overlap().code(),
                Long.toString(tick.missed())));
        tick.task().ifPresent(task -> TaskStore.addArguments(task, redis.seals(), arguments));
        return TickOutcome.valueOf(upper(redis.run(Script.TICK, arguments)));
    }

    /** What dispatching a task besides the ticks came to. */
    public enum RunOutcome {
        DISPATCHED,
        /** It was dispatched before; nothing was changed. */
        EXISTS,
        /** Its group is being canceled; nothing was changed. */
        CANCELED,
        /** The schedule is not as it was when it was read; nothing was changed. */
        CHANGED
    }

    /** Dispatches a task of a schedule besides its ticks. */
    public RunOutcome run(StoredSchedule schedule, NewTask task) {
        List<String> arguments = new ArrayList<>(List.of(schedule.name(), schedule.change()));
        TaskStore.addArguments(task, redis.seals(), arguments);
        return RunOutcome.valueOf(upper(redis.run(Script.RUN_SCHEDULE, arguments)));
    }

    /** What a schedule's task is sealed for: so it fits no task, and no other schedule. */
    private static String subject(String name, UUID incarnation) {
        return "schedule " + name + ' ' + incarnation;
    }

    /** With its task in clear; or with why that cannot be had. */
    private StoredSchedule opened(String name, Map<String, String> stored) {
        Map<String, String> fields = new HashMap<>(stored);
        try {
            StoredCall call = redis.seals()
                    .open(
                            subject(name, UUID.fromString(fields.get("incarnation"))),
                            StoredCall.decode(fields.get("call")),
                            fields.get("queue"),
                            fields.get("res"));
            fields.put("call", call.withSignature("").encode());
        } catch (SealException e) {
            fields.put(StoredSchedule.UNREADABLE, e.getMessage());
        } catch (RuntimeException e) { // Whatever it is that somebody has written there.
            fields.put(StoredSchedule.UNREADABLE, "It lacks something that every schedule has.");
        }
        return new StoredSchedule(name, fields);
    }

    private static Map<String, String> fields(List<?> flat) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < flat.size(); i += 2) {
            fields.put((String) flat.get(i), (String) flat.get(i + 1));
        }
        return fields;
    }

    private static String micros(Optional<Instant> time) {
        return time.map(StoredSchedule::micros).map(Object::toString).orElse("");
    }

    private static String upper(Object code) {
        return ((String) code).toUpperCase(Locale.ROOT);
    }
}
