package io.dibs;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/** When the ticks of a schedule are due. Immutable. */
public sealed interface Timing {
    /** The shortest interval of a schedule. */
    Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

    /** The longest interval of a schedule. */
    Duration LONGEST_INTERVAL = Duration.ofDays(3650);

    /** One tick. Its schedule is removed after it. */
    static Timing at(Instant time) {
        return new At(time);
    }

    /**
     * A tick after each interval, counted from when the schedule was saved with this timing.
     *
     * @throws IllegalArgumentException if it is shorter than a second or longer than 3,650 days
     */
    static Timing every(Duration interval) {
        return new Every(interval);
    }

    /**
     * Ticks by the local time of a zone.
     *
     * @param expression five fields: minute, hour, day of the month, month, day of the week (0 and 7 are Sunday). A field is
     *     {@code *}, a number, a range {@code a-b}, steps {@code *}{@code /n}, {@code a-b/n}, or several of these with commas;
     *     months and days of the week may be names of three letters. If both days are given, one of them is enough
     */
    static Timing cron(String expression, ZoneId zone) {
        return new Cron(expression, zone);
    }

    /** See {@link Timing#at}. Kept in microseconds. */
    record At(Instant time) implements Timing {
        public At {
            time = time.truncatedTo(ChronoUnit.MICROS);
        }
    }

    /** See {@link Timing#every}. Kept in microseconds. */
    record Every(Duration interval) implements Timing {
        public Every {
            if (interval.compareTo(SHORTEST_INTERVAL) < 0 || interval.compareTo(LONGEST_INTERVAL) > 0) {
                throw new IllegalArgumentException("The interval of a schedule is " + SHORTEST_INTERVAL + " to "
                        + LONGEST_INTERVAL + ", not " + interval + ".");
            }
            interval = interval.truncatedTo(ChronoUnit.MICROS);
        }
    }

    /**
     * See {@link Timing#cron}. When the clocks of the zone are changed, an expression whose hour is {@code *} goes on by the
     * time that passes: its ticks come in the hour that exists twice twice, and in the one that does not exist not at all. Any
     * other expression means times of the day: one that does not exist is due when the clock has jumped over it, and one that
     * exists twice is due the first time only.
     */
    record Cron(String expression, ZoneId zone) implements Timing {
        public Cron {
            Objects.requireNonNull(zone, "zone");
            expression = expression.strip().replaceAll("\\s+", " ");
        }
    }
}
