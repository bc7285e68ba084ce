package io.dibs.web.request;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.dibs.Schedule.Missed;
import io.dibs.Schedule.Overlap;
import io.dibs.ScheduleBuilder;
import io.dibs.ScheduleChange;
import io.dibs.TaskDispatcher;
import io.dibs.Timing;
import io.dibs.web.problem.InvalidRequestException;

/**
 * A new schedule, or what is to be changed of one; what is null is not said.
 *
 * @param name its name; only for a new one
 * @param cron five fields of cron; or else {@code every} or {@code at}
 * @param zone the time zone of {@code cron}
 * @param every a duration, ISO 8601
 * @param at a time, ISO 8601
 * @param paused whether it is paused; only of one that exists
 */
public record ScheduleRequest(
        String name,
        String cron,
        String zone,
        String every,
        String at,
        String overlap,
        String missed,
        Boolean paused,
        ScheduledTask task) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");
    private static final ZoneId UTC = ZoneId.of("UTC");

    /**
     * The new schedule, to be saved.
     *
     * @throws InvalidRequestException if something is missing or wrong
     */
    public ScheduleBuilder builder(TaskDispatcher dispatcher) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new InvalidRequestException(
                    "name", "The field 'name' must have 1 to 200 letters, digits, '.', '_' and '-'.");
        }
        if (paused != null) {
            throw new InvalidRequestException("paused", "A new schedule is not paused; pause it when it is there.");
        }
        if (task == null) {
            throw new InvalidRequestException("task", "The field 'task' is missing.");
        }
        Timing timing = timing(Optional.empty())
                .orElseThrow(() ->
                        new InvalidRequestException("cron", "One of the fields 'cron', 'every' and 'at' is needed."));
        ScheduleBuilder builder = checkingTiming(() -> dispatcher.schedule(name, timing, task.builder(dispatcher)));
        overlapPolicy().ifPresent(builder::overlap);
        missedPolicy().ifPresent(builder::missed);
        return builder;
    }

    /**
     * What is to be changed.
     *
     * @param timing the timing of the schedule now
     * @throws InvalidRequestException if something is wrong
     */
    public ScheduleChange change(Timing timing, TaskDispatcher dispatcher) {
        if (name != null) {
            throw new InvalidRequestException("name", "The name of a schedule cannot be changed.");
        }
        return new ScheduleChange(
                timing(Optional.of(timing)),
                overlapPolicy(),
                missedPolicy(),
                Optional.ofNullable(task).map(given -> given.builder(dispatcher)),
                Optional.ofNullable(paused));
    }

    /** Whether it says nothing but that a schedule is to be paused or resumed. */
    public boolean onlyPauses() {
        return paused != null
                && Stream.of(name, cron, zone, every, at, overlap, missed, task).allMatch(Objects::isNull);
    }

    /** Does something with the timing, whose mistakes are the request's. */
    public <T> T checkingTiming(Supplier<T> use) {
        try {
            return use.get();
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(every != null ? "every" : at != null ? "at" : "cron", e.getMessage(), e);
        }
    }

    private Optional<Timing> timing(Optional<Timing> before) {
        if (Stream.of(cron, every, at).filter(Objects::nonNull).count() > 1) {
            throw new InvalidRequestException(
                    cron == null ? "every" : "cron", "Only one of the fields 'cron', 'every' and 'at' can be given.");
        }
        Optional<Timing.Cron> known =
                before.filter(Timing.Cron.class::isInstance).map(Timing.Cron.class::cast);
        if (zone != null && cron == null && (known.isEmpty() || every != null || at != null)) {
            throw new InvalidRequestException("zone", "A time zone goes with the field 'cron' only.");
        }
        if (every != null) {
            return Optional.of(checkingTiming(() -> Timing.every(ScheduledTask.duration("every", every))));
        }
        if (at != null) {
            return Optional.of(Timing.at(instant()));
        }
        if (cron == null && zone == null) {
            return Optional.empty();
        }
        return Optional.of(Timing.cron(
                cron == null ? known.orElseThrow().expression() : cron,
                zone == null ? known.map(Timing.Cron::zone).orElse(UTC) : zoneId()));
    }

    private ZoneId zoneId() {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new InvalidRequestException(
                    "zone", "The field 'zone' is '" + zone + "'; it must be a time zone such as Europe/Berlin.", e);
        }
    }

    private Instant instant() {
        try {
            Instant time = Instant.parse(at);
            if (time.isAfter(Instant.EPOCH) && time.isBefore(Instant.parse("9999-12-31T00:00:00Z"))) {
                return time;
            }
        } catch (DateTimeParseException e) {
            // Said below.
        }
        throw new InvalidRequestException(
                "at", "The field 'at' is '" + at + "'; it must be a time such as 2026-12-24T18:00:00Z.");
    }

    private Optional<Overlap> overlapPolicy() {
        return one("overlap", overlap, Overlap.values(), Overlap::code);
    }

    private Optional<Missed> missedPolicy() {
        return one("missed", missed, Missed.values(), Missed::code);
    }

    private static <T> Optional<T> one(String field, String text, T[] values, Function<T, String> code) {
        if (text == null) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(values)
                .filter(value -> code.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidRequestException(
                        field,
                        "The field '" + field + "' is '" + text + "'; it must be "
                                + Arrays.stream(values).map(code).collect(Collectors.joining(" or ")) + ".")));
    }
}
