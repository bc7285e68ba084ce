package io.dibs.web.json;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

import io.dibs.Task;
import io.dibs.TaskEvent;
import io.dibs.TaskState;

/** A change of a task, as an event stream tells it. Every field is always there; what does not apply is null. */
@JsonbPropertyOrder({
    "task",
    "id",
    "name",
    "from",
    "state",
    "at",
    "queue",
    "taskGroup",
    "parentTask",
    "owner",
    "correlationId"
})
public record EventJson(
        String task,
        UUID id,
        String name,
        Optional<String> from,
        String state,
        Instant at,
        String queue,
        Optional<String> taskGroup,
        Optional<String> parentTask,
        Optional<String> owner,
        Optional<String> correlationId) {
    /** A change. */
    public static EventJson of(TaskEvent.Changed event, Hrefs hrefs) {
        return new EventJson(
                hrefs.task(event.task()),
                event.task(),
                event.name(),
                event.from().map(TaskState::text),
                event.to().text(),
                event.at(),
                event.queue(),
                event.group(),
                event.parent().map(hrefs::task),
                event.owner(),
                event.correlationId());
    }

    /** The state of a task at a time, which came from no other that is told. */
    public static EventJson of(Task task, Instant at, Hrefs hrefs) {
        return new EventJson(
                hrefs.task(task.id()),
                task.id(),
                task.name(),
                Optional.empty(),
                task.state().text(),
                at,
                task.queue(),
                task.group(),
                task.parent().map(hrefs::task),
                task.origin().owner(),
                task.correlationId());
    }
}
