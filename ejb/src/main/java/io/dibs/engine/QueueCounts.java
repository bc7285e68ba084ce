package io.dibs.engine;

import java.time.Duration;
import java.time.Instant;

import io.dibs.Queues;

/**
 * What metrics say of a queue, or of several together.
 *
 * @param paused 1 if it is paused, else 0
 * @param oldestSeconds how long the task that is next has been ready; 0 if there is none
 */
record QueueCounts(
        double ready,
        double parked,
        double blocked,
        double later,
        double running,
        double paused,
        double workers,
        double oldestSeconds) {
    static final QueueCounts EMPTY = new QueueCounts(0, 0, 0, 0, 0, 0, 0, 0);

    static QueueCounts of(Queues.Queue queue, Instant now) {
        double oldest = queue.oldestReadyAt()
                .map(since -> Math.max(0, Duration.between(since, now).toMillis() / 1e3))
                .orElse(0.0);
        return new QueueCounts(
                queue.ready(),
                queue.parked(),
                queue.blocked(),
                queue.later(),
                queue.running(),
                queue.pausedAt().isPresent() ? 1 : 0,
                queue.workers(),
                oldest);
    }

    /** Those of two queues together; what cannot be added up is that of the worse one. */
    QueueCounts and(QueueCounts other) {
        return new QueueCounts(
                ready + other.ready,
                parked + other.parked,
                blocked + other.blocked,
                later + other.later,
                running + other.running,
                Math.max(paused, other.paused),
                Math.max(workers, other.workers),
                Math.max(oldestSeconds, other.oldestSeconds));
    }
}
