package io.dibs.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import io.dibs.Timing;

/** The ticks of a schedule, in their order. Immutable, thread-safe. */
public interface Timetable {
    /** The first tick after a time; empty when there is none. */
    Optional<Instant> next(Instant after);

    /**
     * The ticks of a timing.
     *
     * @param from what intervals are counted from
     * @throws IllegalArgumentException if it is a malformed cron expression, or one that never comes
     */
    static Timetable of(Timing timing, Instant from) {
        if (timing instanceof Timing.At at) {
            return after -> Optional.of(at.time()).filter(time -> time.isAfter(after));
        }
        if (timing instanceof Timing.Every every) {
            return after -> Optional.of(nextOnGrid(from, every.interval(), after));
        }
        Timing.Cron cron = (Timing.Cron) timing;
        return new CronTimetable(cron.expression(), cron.zone());
    }

    private static Instant nextOnGrid(Instant from, Duration interval, Instant after) {
        long step = interval.toNanos() / 1000;
        long passed = ChronoUnit.MICROS.between(from, after);
        return from.plus((Math.floorDiv(passed, step) + 1) * step, ChronoUnit.MICROS);
    }
}
