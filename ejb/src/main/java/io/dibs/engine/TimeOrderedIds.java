package io.dibs.engine;

import java.util.UUID;

/** UUIDs of version 7 (RFC 9562): milliseconds since 1970, then random bits. Nothing is decided by the time in them. */
final class TimeOrderedIds {
    private static final long VERSION_7 = 0x7000L;
    private static final long RANDOM_BITS = 0x0FFFL;

    private TimeOrderedIds() {}

    static UUID next() {
        UUID random = UUID.randomUUID();
        long high = System.currentTimeMillis() << 16 | VERSION_7 | random.getMostSignificantBits() & RANDOM_BITS;
        return new UUID(high, random.getLeastSignificantBits());
    }
}
