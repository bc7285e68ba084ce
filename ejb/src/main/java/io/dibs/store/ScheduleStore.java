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
import redis.clients.jedis.Response;

/**
 * Schedules and their ticks. Nobody is in charge of them: what is decided about a schedule is written down only if it still is
 * as it was when that was decided. Thread-safe. Every method throws {@link io.dibs.StoreUnavailableException} when Redis does
 * not answer.
 */
public final class ScheduleStore {
    private static final int AT_ONCE = 100;

    private final Redis redis;
    private final ScheduleSeals seals;

    public ScheduleStore(Redis redis) {
        this.redis = redis;
        seals = new ScheduleSeals(redis.seals());
    }

    /**
     * What somebody says about a schedule.
     *
     * @param anchor what intervals are counted from
     * @param task what it dispatches; its id is the incarnation of the schedule
     * @param anyVersion whether it demands no versions but those that it names
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
            boolean anyVersion,
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
        Map<String, String> fields = ScheduleFields.of(definition, seals.call(name, definition.task()));
        fields.put("signature", seals.signature(name, fields));
        List<String> arguments = new ArrayList<>(List.of(
                name,
                UUID.randomUUID().toString(),
                base.map(StoredSchedule::change).orElse(""),
                base.map(before -> before.stored().get("due")).orElse(""),
                Integer.toString(most),
                "changed"));
        fields.forEach((field, value) -> arguments.addAll(List.of(field, value)));
        List<?> reply = (List<?>) redis.run(Script.SCHEDULE, arguments);
        PutOutcome outcome = PutOutcome.valueOf(upper(reply.get(0)));
        return new Put(
                outcome,
                outcome == PutOutcome.SAVED
                        ? Optional.of(seals.open(name, fields((List<?>) reply.get(1))))
                        : Optional.empty());
    }

    /**
     * Seals those schedules anew that are sealed otherwise than they would be now: with another key, or not at all. What they
     * are to do, and when they were changed, stays.
     *
     * @return how many
     */
    public int sealAnew() {
        int sealed = 0;
        List<String> names = names();
        for (int i = 0; i < names.size(); i += AT_ONCE) {
            for (StoredSchedule schedule : read(names.subList(i, Math.min(names.size(), i + AT_ONCE)))) {
                sealed += sealAnew(schedule) ? 1 : 0;
            }
        }
        return sealed;
    }

    /** Tries again if it has ticked or was changed meanwhile. */
    private boolean sealAnew(StoredSchedule seen) {
        Optional<StoredSchedule> schedule = Optional.of(seen);
        while (schedule.filter(seals::isOutdated).isPresent()) {
            StoredSchedule old = schedule.get();
            String due = old.stored().getOrDefault("due", "");
            Map<String, String> fields = new HashMap<>(old.stored());
            fields.put("call", seals.call(old.name(), old.task()));
            List<?> reply = (List<?>) redis.run(
                    Script.SCHEDULE,
                    List.of(
                            old.name(),
                            UUID.randomUUID().toString(),
                            old.change(),
                            due,
                            "0",
                            "",
                            "call",
                            fields.get("call"),
                            "due",
                            due,
                            "signature",
                            seals.signature(old.name(), fields)));
            if (PutOutcome.valueOf(upper(reply.get(0))) == PutOutcome.SAVED) {
                return true;
            }
            schedule = find(old.name());
        }
        return false;
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
                schedules.add(seals.open(names.get(i), all.get(i)));
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
            schedules.add(seals.open((String) schedule.get(0), fields((List<?>) schedule.get(1))));
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
                schedule.stored().get("due"),
                ScheduleFields.micros(tick.next()),
                ScheduleFields.micros(Optional.of(tick.tick())),
                ScheduleFields.micros(tick.onlyUntil()),
                schedule.overlap().code(),
                Long.toString(tick.missed()),
                seals.signature(schedule, ScheduleFields.micros(tick.next()))));
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

    private static Map<String, String> fields(List<?> flat) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < flat.size(); i += 2) {
            fields.put((String) flat.get(i), (String) flat.get(i + 1));
        }
        return fields;
    }

    private static String upper(Object code) {
        return ((String) code).toUpperCase(Locale.ROOT);
    }
}
