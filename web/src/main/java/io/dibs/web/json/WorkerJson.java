package io.dibs.web.json;

import java.time.Instant;
import java.util.List;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

import io.dibs.Workers;

/** A worker; {@code current_tasks} are the hrefs of what it runs. */
@JsonbPropertyOrder({
    "href",
    "name",
    "incarnation",
    "online",
    "startedAt",
    "lastHeartbeat",
    "slots",
    "queues",
    "version",
    "currentTasks"
})
public record WorkerJson(
        String href,
        String name,
        String incarnation,
        boolean online,
        Instant startedAt,
        Instant lastHeartbeat,
        int slots,
        List<String> queues,
        String version,
        List<String> currentTasks) {
    /** A worker. */
    public static WorkerJson of(Workers.Worker worker, Hrefs hrefs) {
        return new WorkerJson(
                hrefs.worker(worker.name()),
                worker.name(),
                worker.incarnation(),
                worker.online(),
                worker.startedAt(),
                worker.lastHeartbeat(),
                worker.slots(),
                worker.queues(),
                worker.version(),
                worker.currentTasks().stream().map(hrefs::task).toList());
    }
}
