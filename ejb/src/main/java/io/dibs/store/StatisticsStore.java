package io.dibs.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Counts of all there is in a domain. Thread-safe. */
public final class StatisticsStore {
    private static final Duration LATELY = Duration.ofMinutes(1);

    private final Redis redis;

    public StatisticsStore(Redis redis) {
        this.redis = redis;
    }

    /**
     * Counts of one moment.
     *
     * @param time Redis' time
     * @param dispatched how many tasks were ever dispatched
     * @param tasks how many kept tasks are ready (parked ones included), blocked (by resources or by other tasks), due later, running,
     *     canceling, completed, failed and canceled
     * @param lately of the kept tasks, how many were in the last minute dispatched, completed, failed and canceled
     * @param workers workers whose leases are valid, their slots, and how many of these have a task
     */
    public record Counts(Instant time, long dispatched, List<Long> tasks, List<Long> lately, List<Long> workers) {}

    /** @throws io.dibs.StoreUnavailableException if Redis does not answer */
    public Counts count() {
        List<?> reply = (List<?>) redis.run(Script.STATISTICS, Long.toString(LATELY.toNanos() / 1_000));
        return new Counts(
                StoredTask.instant((Long) reply.get(0)),
                (Long) reply.get(1),
                numbers(reply.get(2)),
                numbers(reply.get(3)),
                numbers(reply.get(4)));
    }

    private static List<Long> numbers(Object reply) {
        return ((List<?>) reply).stream().map(number -> (Long) number).toList();
    }
}
