package io.dibs.web;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;

import jakarta.json.bind.Jsonb;

import io.dibs.Task;
import io.dibs.TaskState;
import io.dibs.Tasks;
import io.dibs.WaitingReason;
import io.dibs.web.conditional.EntityTags;
import io.dibs.web.json.Hrefs;
import io.dibs.web.json.JsonSettings;
import io.dibs.web.json.TaskFields;
import io.dibs.web.json.TaskJson;

/**
 * How one request is shown a task by itself, also on another thread than its own.
 *
 * @param reasons what the caller may know of why a task waits
 */
record TaskView(Tasks tasks, TaskFields fields, Hrefs hrefs, UnaryOperator<WaitingReason> reasons) {
    private static final Jsonb JSON = new JsonSettings().getContext(Object.class);

    /** What is written as JSON. */
    Object of(Task task) {
        Optional<WaitingReason> waitingFor = fields.showWaiting() && task.state() == TaskState.WAITING
                ? tasks.waitingFor(task.id()).map(reasons)
                : Optional.empty();
        return fields.of(TaskJson.of(task, waitingFor, hrefs));
    }

    /** The entity tag of that. */
    String tag(Task task) {
        return EntityTags.of(JSON.toJson(of(task)).getBytes(StandardCharsets.UTF_8));
    }
}
