package io.dibs.web.json;

import java.time.Instant;
import java.util.Optional;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

import io.dibs.Queues;

/** A queue; {@code ahead_rate} is how many of its tasks ended in the last minute. */
@JsonbPropertyOrder({
    "href",
    "name",
    "ready",
    "parked",
    "blocked",
    "later",
    "running",
    "pausedAt",
    "oldestReadyAt",
    "workers",
    "slots",
    "aheadRate"
})
public record QueueJson(
        String href,
        String name,
        long ready,
        long parked,
        long blocked,
        long later,
        long running,
        Optional<Instant> pausedAt,
        Optional<Instant> oldestReadyAt,
        int workers,
        int slots,
        long aheadRate) {
    /** A queue. */
    public static QueueJson of(Queues.Queue queue, Hrefs hrefs) {
        return new QueueJson(
                hrefs.queue(queue.name()),
                queue.name(),
                queue.ready(),
                queue.parked(),
                queue.blocked(),
                queue.later(),
                queue.running(),
                queue.pausedAt(),
                queue.oldestReadyAt(),
                queue.workers(),
                queue.slots(),
                queue.aheadRate());
    }
}
