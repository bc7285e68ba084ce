package io.dibs.web.json;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

import io.dibs.Workers;

/** A worker; {@code current_tasks} are the hrefs of what it runs, null for those who may not know of them. */
@JsonbPropertyOrder({
    "href",
    "name",
    "incarnation",
    "online",
    "draining",
    "startedAt",
    "lastHeartbeat",
    "leaseEndsAt",
    "slots",
    "queues",
    "version",
    "modules",
    "currentTasks"
})
public record WorkerJson(
        String href,
        String name,
        String incarnation,
        boolean online,
        boolean draining,
        Instant startedAt,
        Instant lastHeartbeat,
        Instant leaseEndsAt,
        int slots,
        List<String> queues,
        String version,
        Map<String, String> modules,
        Optional<List<String>> currentTasks) {
    /** A worker. */
    public static WorkerJson of(Workers.Worker worker, Hrefs hrefs) {
        return of(
                worker,
                hrefs,
                Optional.of(worker.currentTasks().stream().map(hrefs::task).toList()));
    }

    /** A worker, for those who may not know which tasks there are. */
    public static WorkerJson withoutTasks(Workers.Worker worker, Hrefs hrefs) {
        return of(worker, hrefs, Optional.empty());
    }

    private static WorkerJson of(Workers.Worker worker, Hrefs hrefs, Optional<List<String>> currentTasks) {
        return new WorkerJson(
                hrefs.worker(worker.name()),
                worker.name(),
                worker.incarnation(),
                worker.online(),
                worker.draining(),
                worker.startedAt(),
                worker.lastHeartbeat(),
                worker.leaseEndsAt(),
                worker.slots(),
                worker.queues(),
                worker.version(),
                worker.modules(),
                currentTasks);
    }
}
