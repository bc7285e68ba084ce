package io.dibs.store;

import java.time.Instant;
import java.util.Optional;

/**
 * A queue, and how many tasks are in it.
 *
 * @param ready those that wait for a worker only
 * @param parked likewise, but a worker lacked what they need
 * @param blocked those that wait for resources, or for the ends of other tasks
 * @param later those that are due later
 * @param running those that run, or were told to stop and have not
 * @param ended those that ended in the last minute and are kept
 * @param pausedAt since when it is paused, if it is
 * @param readyAt since when the first of those that are ready or parked has been so
 */
public record StoredQueue(
        String name,
        long ready,
        long parked,
        long blocked,
        long later,
        long running,
        long ended,
        Optional<Instant> pausedAt,
        Optional<Instant> readyAt) {}
