package io.dibs.store;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

import jakarta.json.JsonObject;

import io.dibs.Schedule;
import io.dibs.ScheduleConflictException;
import io.dibs.Task;
import io.dibs.Timing;
import io.dibs.json.Json;

/**
 * A schedule as the store has it.
 *
 * @param fields its fields, by name, its task in clear
 * @param stored its fields as they are in Redis
 */
public record StoredSchedule(String name, Map<String, String> fields, Map<String, String> stored) {
    static final String UNREADABLE = "unreadable";

    /** What no other schedule has, not even one of the same name; also the id of {@link #task}. */
    public UUID incarnation() {
        return UUID.fromString(fields.get("incarnation"));
    }

    /** Which change made it what it is. */
    String change() {
        return fields.get("change");
    }

    public Timing timing() {
        return decode(fields.get("timing"));
    }

    /** What intervals are counted from. */
    public Instant anchor() {
        return time("anchor").orElseThrow();
    }

    public Schedule.Overlap overlap() {
        return Schedule.Overlap.valueOf(fields.get("overlap").toUpperCase(Locale.ROOT));
    }

    public Schedule.Missed missed() {
        return Schedule.Missed.valueOf(fields.get("missed").toUpperCase(Locale.ROOT));
    }

    /** Whether what it dispatches can be read, and all of it is as it was saved. */
    public boolean isReadable() {
        return !fields.containsKey(UNREADABLE);
    }

    /**
     * What it dispatches, with an id that is no task's.
     *
     * @throws ScheduleConflictException if that cannot be read, or is not as it was saved
     */
    public NewTask task() {
        requireReadable();
        return asStored();
    }

    /** @throws ScheduleConflictException if it cannot be read, or is not as it was saved */
    public void requireReadable() {
        if (!isReadable()) {
            throw new ScheduleConflictException("The schedule '" + name + "' cannot be used: " + fields.get(UNREADABLE)
                    + " Save it anew, or delete it.");
        }
    }

    /** The same, as it is stored: its arguments may be encrypted, and somebody may have changed it. For showing it. */
    public NewTask asStored() {
        StoredCall call = StoredCall.decode(fields.get("call"));
        return new NewTask(
                incarnation(),
                call.name(),
                call.arguments(),
                fields.get("queue"),
                Integer.parseInt(fields.get("priority")),
                Reservations.decode(fields.get("res")),
                Attributes.decode(call.attributes()),
                Optional.empty());
    }

    /** Whether its tasks demand no versions but those that its pattern names. */
    public boolean isForAnyVersion() {
        return text("any_version").isPresent();
    }

    /**
     * What it dispatches at a tick, or, without one, besides its ticks.
     *
     * @param demands which versions a task of that method demands by itself, where this process dispatches it
     */
    public NewTask task(UUID id, Optional<Instant> tick, Function<String, Map<String, String>> demands) {
        NewTask pattern = task();
        Map<String, String> versions = new TreeMap<>(isForAnyVersion() ? Map.of() : demands.apply(pattern.name()));
        versions.putAll(pattern.attributes().minimumVersions());
        Attributes attributes = pattern.attributes().demanding(versions);
        return new NewTask(
                id,
                pattern.name(),
                pattern.arguments(),
                pattern.queue(),
                pattern.priority(),
                pattern.reservations(),
                attributes.with(
                        new Task.Origin(attributes.origin().owner(), Optional.of(name), tick, Optional.empty(), false)),
                Optional.empty());
    }

    /** The module in whose code it is declared, and its version. */
    public Optional<Declaration> declaration() {
        return text("declared").map(Declaration::decode);
    }

    /**
     * Where a schedule is declared in code.
     *
     * @param module the archive
     * @param version its version; may be empty
     */
    public record Declaration(String module, String version) {
        String encode() {
            return module + '\n' + version;
        }

        static Declaration decode(String text) {
            int end = text.indexOf('\n');
            return new Declaration(text.substring(0, end), text.substring(end + 1));
        }
    }

    /** A time: {@code created}, {@code changed}, {@code paused}, {@code due} or {@code last_tick}. */
    public Optional<Instant> time(String field) {
        return text(field).map(Long::valueOf).map(StoredTask::instant);
    }

    /** A task: {@code last_task} or {@code last_run}. */
    public Optional<UUID> task(String field) {
        return text(field).map(UUID::fromString);
    }

    /** How many ticks were {@code dispatched}, {@code skipped} or {@code missed}. */
    public long ticks(String outcome) {
        return text("ticks:" + outcome).map(Long::valueOf).orElse(0L);
    }

    private Optional<String> text(String field) {
        return Optional.ofNullable(fields.get(field)).filter(text -> !text.isEmpty());
    }

    static String encode(Timing timing) {
        if (timing instanceof Timing.At at) {
            return Json.object().add("at_us", micros(at.time())).build().toString();
        }
        if (timing instanceof Timing.Every every) {
            return Json.object()
                    .add("every_us", every.interval().toNanos() / 1000)
                    .build()
                    .toString();
        }
        Timing.Cron cron = (Timing.Cron) timing;
        return Json.object()
                .add("cron", cron.expression())
                .add("zone", cron.zone().getId())
                .build()
                .toString();
    }

    private static Timing decode(String text) {
        JsonObject values = Json.readObject(text);
        if (values.containsKey("at_us")) {
            return Timing.at(StoredTask.instant(values.getJsonNumber("at_us").longValueExact()));
        }
        if (values.containsKey("every_us")) {
            return Timing.every(Duration.of(values.getJsonNumber("every_us").longValueExact(), ChronoUnit.MICROS));
        }
        return Timing.cron(values.getString("cron"), ZoneId.of(values.getString("zone")));
    }

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
