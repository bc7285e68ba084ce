package io.dibs.web.json;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

import io.dibs.TaskGroup;

/**
 * A group of tasks.
 *
 * @param owner the user who opened it, or dispatched its first task
 * @param done whether nothing in it is waiting, running or canceling
 * @param held whether it was opened and is not closed, so that it is not complete whatever its tasks do
 * @param counts how many of its tasks are in each state, also those that were deleted since
 * @param progressReports what its tasks report together
 * @param tasks where its tasks are listed
 */
@JsonbPropertyOrder({
    "href",
    "name",
    "owner",
    "done",
    "held",
    "createdAt",
    "canceledAt",
    "completedAt",
    "counts",
    "progressReports",
    "tasks"
})
public record GroupJson(
        String href,
        String name,
        Optional<String> owner,
        boolean done,
        boolean held,
        Instant createdAt,
        Optional<Instant> canceledAt,
        Optional<Instant> completedAt,
        Map<String, Long> counts,
        List<ProgressJson> progressReports,
        String tasks) {
    /** A group. */
    public static GroupJson of(TaskGroup.Snapshot group, Hrefs hrefs) {
        Map<String, Long> counts = new LinkedHashMap<>();
        group.counts().forEach((state, count) -> counts.put(state.text(), count));
        return new GroupJson(
                hrefs.group(group.name()),
                group.name(),
                group.owner(),
                group.isDone(),
                group.held(),
                group.createdAt(),
                group.canceledAt(),
                group.completedAt(),
                counts,
                group.progressReports().stream().map(ProgressJson::of).toList(),
                hrefs.tasks(Map.of("group", List.of(group.name()))));
    }
}
