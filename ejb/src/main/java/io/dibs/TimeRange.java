package io.dibs;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A range of times.
 *
 * @param from the first time that is in it; empty for no bound
 * @param before the first time after it that is not in it; empty for no bound
 */
public record TimeRange(Optional<Instant> from, Optional<Instant> before) {
    /** All times, and also none. */
    public static final TimeRange ANY = new TimeRange(Optional.empty(), Optional.empty());

    public TimeRange {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(before, "before");
    }

    /** From a time on. */
    public static TimeRange from(Instant time) {
        return new TimeRange(Optional.of(time), Optional.empty());
    }

    /** Before a time. */
    public static TimeRange before(Instant time) {
        return new TimeRange(Optional.empty(), Optional.of(time));
    }

    /** Whether it says nothing. */
    public boolean isAny() {
        return from.isEmpty() && before.isEmpty();
    }

    /** Whether a time is in it; no time is in no range but {@link #ANY}. */
    public boolean has(Optional<Instant> time) {
        return isAny()
                || time.isPresent()
                        && from.map(first -> !time.get().isBefore(first)).orElse(true)
                        && before.map(end -> time.get().isBefore(end)).orElse(true);
    }
}
