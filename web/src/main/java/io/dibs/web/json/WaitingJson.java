package io.dibs.web.json;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

import io.dibs.WaitingReason;

/**
 * Why a task is not running.
 *
 * @param kind {@code resources}, {@code dependencies}, {@code retry}, {@code queue_paused}, {@code worker}, {@code no_worker_for_queue},
 *     {@code no_worker_for_method} or {@code no_worker_for_version}
 * @param message a sentence for people
 * @param resources the reservations that are not granted yet
 * @param ahead how many ready tasks of its queue come first, when it waits for a worker
 * @param dependencies the tasks that have to be final first, and are not
 */
@JsonbPropertyOrder({"kind", "message", "resources", "ahead", "dependencies"})
public record WaitingJson(
        String kind, String message, List<BlockedJson> resources, Optional<Long> ahead, List<Dependency> dependencies) {
    /** A task that has to be final first. */
    @JsonbPropertyOrder({"task", "state", "worker"})
    public record Dependency(String task, String state, Optional<String> worker) {}

    static WaitingJson of(WaitingReason reason, Hrefs hrefs) {
        return new WaitingJson(
                reason.kind().name().toLowerCase(Locale.ROOT),
                reason.message(),
                reason.resources().stream()
                        .map(blocked -> BlockedJson.of(blocked, hrefs))
                        .toList(),
                reason.ahead(),
                reason.dependencies().stream()
                        .map(each -> new Dependency(
                                hrefs.task(each.task()), each.state().text(), each.worker()))
                        .toList());
    }
}
