package io.dibs.schedule;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * The ids of tasks that are dispatched once, of schedules and of retries: whoever computes one, and whenever, gets the same, so that a task that exists already is
 * found and not dispatched again.
 */
public final class TaskIds {
    private static final long VERSION_7 = 0x7000L;
    private static final long VERSION_8 = 0x8000L;
    private static final long LOW_12 = 0x0FFFL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long LOW_62 = 0x3FFF_FFFF_FFFF_FFFFL;

    private TaskIds() {}

    /**
     * The id of the task of a tick: a UUID of version 7 with the tick's time in it.
     *
     * @param schedule a UUID that only this schedule has, and no other of the same name before or after it
     */
    public static UUID ofTick(UUID schedule, Instant tick) {
        ByteBuffer hash = hash(schedule + " tick " + ChronoUnit.MICROS.between(Instant.EPOCH, tick));
        return id(tick.toEpochMilli() << 16 | VERSION_7 | hash.getLong() & LOW_12, hash);
    }

    /** The id of the task of a run by that key: a UUID of version 8, of which all is hash. */
    public static UUID ofRun(UUID schedule, String key) {
        ByteBuffer hash = hash(schedule + " run " + key);
        return id(hash.getLong() & ~0xF000L | VERSION_8, hash);
    }

    /** The id of the retry of a task by that key: likewise. */
    public static UUID ofRetry(UUID task, String key) {
        ByteBuffer hash = hash(task + " retry " + key);
        return id(hash.getLong() & ~0xF000L | VERSION_8, hash);
    }

    private static UUID id(long high, ByteBuffer rest) {
        return new UUID(high, rest.getLong() & LOW_62 | VARIANT);
    }

    private static ByteBuffer hash(String text) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
