package io.dibs.web.json;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbPropertyOrder;

import io.dibs.Reservation;
import io.dibs.Task;
import io.dibs.WaitingReason;

/** A task. Every field is always there; what does not apply is null. */
@JsonbPropertyOrder({
    "href",
    "id",
    "name",
    "state",
    "description",
    "queue",
    "priority",
    "createdAt",
    "unblockedAt",
    "dueAt",
    "startedAt",
    "cancelingSince",
    "finishedAt",
    "abandonedAt",
    "worker",
    "attempt",
    "deaths",
    "attempts",
    "retry",
    "error",
    "result",
    "progressReports",
    "progressChangedAt",
    "createdResources",
    "reservedResources",
    "parentTask",
    "childTasks",
    "childTaskCount",
    "taskGroup",
    "correlationId",
    "owner",
    "schedule",
    "tick",
    "retryOf",
    "traceparent",
    "immediate",
    "minimumVersions",
    "dependencies",
    "waitingFor"
})
public record TaskJson(
        String href,
        UUID id,
        String name,
        String state,
        Optional<String> description,
        String queue,
        int priority,
        Instant createdAt,
        Optional<Instant> unblockedAt,
        Optional<Instant> dueAt,
        Optional<Instant> startedAt,
        Optional<Instant> cancelingSince,
        Optional<Instant> finishedAt,
        Optional<Instant> abandonedAt,
        Optional<String> worker,
        int attempt,
        int deaths,
        List<AttemptJson> attempts,
        RetryJson retry,
        Map<String, String> error,
        JsonValue result,
        List<ProgressJson> progressReports,
        Optional<Instant> progressChangedAt,
        List<String> createdResources,
        List<String> reservedResources,
        Optional<String> parentTask,
        List<String> childTasks,
        long childTaskCount,
        Optional<String> taskGroup,
        Optional<String> correlationId,
        Optional<String> owner,
        Optional<String> schedule,
        Optional<Instant> tick,
        Optional<String> retryOf,
        Optional<String> traceparent,
        boolean immediate,
        Map<String, String> minimumVersions,
        List<String> dependencies,
        Optional<WaitingJson> waitingFor) {

    /** A task in a list: without what it waits for, which would cost one more look at the store for each. */
    public static TaskJson listed(Task task, Hrefs hrefs) {
        return of(task, Optional.empty(), hrefs);
    }

    /** A task by itself. */
    public static TaskJson of(Task task, Optional<WaitingReason> waitingFor, Hrefs hrefs) {
        return new TaskJson(
                hrefs.task(task.id()),
                task.id(),
                task.name(),
                task.state().text(),
                task.description(),
                task.queue(),
                task.priority(),
                task.createdAt(),
                task.unblockedAt(),
                task.dueAt(),
                task.startedAt(),
                task.cancelingSince(),
                task.finishedAt(),
                task.abandonedAt(),
                task.worker(),
                task.attempt(),
                task.deaths(),
                task.attempts().stream().map(AttemptJson::of).toList(),
                RetryJson.of(task.retry()),
                task.error().map(ErrorJson::of).orElse(null),
                task.result().orElse(JsonValue.NULL),
                task.progressReports().stream().map(ProgressJson::of).toList(),
                task.progressChangedAt(),
                task.createdResources(),
                task.reservations().stream().map(Reservation::text).toList(),
                task.parent().map(hrefs::task),
                task.children().stream().map(hrefs::task).toList(),
                task.childCount(),
                task.group(),
                task.correlationId(),
                task.origin().owner(),
                task.origin().schedule(),
                task.origin().tick(),
                task.origin().retryOf().map(hrefs::task),
                task.origin().traceparent(),
                task.origin().immediate(),
                task.minimumVersions(),
                task.dependencies().stream().map(hrefs::task).toList(),
                waitingFor.map(reason -> WaitingJson.of(reason, hrefs)));
    }
}
