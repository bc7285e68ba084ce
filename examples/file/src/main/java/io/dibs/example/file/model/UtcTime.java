package io.dibs.example.file.model;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Times as columns keep them: in UTC, and no finer than every database does. Jakarta Persistence 3.1 has no
 * {@link Instant}; a provider that does not know it stores a serialised object.
 */
public final class UtcTime {
    private UtcTime() {}

    static LocalDateTime now() {
        return LocalDateTime.now(Clock.systemUTC()).truncatedTo(ChronoUnit.MILLIS);
    }

    /** The time that a column says. */
    public static Instant instant(LocalDateTime column) {
        return column.toInstant(ZoneOffset.UTC);
    }
}
