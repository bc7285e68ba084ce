package io.dibs.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.json.JsonObject;

import io.dibs.Attempt;
import io.dibs.ProgressReport;
import io.dibs.Task;
import io.dibs.TaskError;
import io.dibs.TaskState;
import io.dibs.json.Json;
import io.dibs.store.Attributes;
import io.dibs.store.StoredTask;

/** Makes a {@link Task} of what the store has. */
final class TaskSnapshot {
    private TaskSnapshot() {}

    static Task of(StoredTask stored) {
        Attributes attributes = stored.attributes();
        TaskState state = stored.state();
        return new Task(
                stored.id(),
                stored.name(),
                state,
                attributes.description(),
                stored.queue(),
                stored.priority(),
                attributes.timeout(),
                stored.time("created").orElseThrow(),
                stored.time("unblocked"),
                stored.time("started"),
                state == TaskState.CANCELING ? stored.time("canceling") : Optional.empty(),
                stored.time("finished"),
                stored.worker(),
                stored.attempt(),
                stored.deaths(),
                attempts(stored),
                attributes.retry(),
                stored.time("due"),
                stored.time("abandoned"),
                stored.fencingToken(),
                stored.json("error").map(Json::readObject).map(TaskSnapshot::error),
                stored.json("result").map(Json::readValue),
                stored.json("progress")
                        .map(text -> Json.readArray(text).getValuesAs(JsonObject.class).stream()
                                .map(report -> progress(report, state))
                                .toList())
                        .orElse(List.of()),
                stored.time("progressed"),
                stored.json("made").map(Json::strings).orElse(List.of()),
                stored.reservations(),
                stored.parent(),
                stored.children(),
                stored.childCount(),
                attributes.group(),
                attributes.correlationId(),
                attributes.origin(),
                attributes.minimumVersions(),
                attributes.dependencies());
    }

    private static List<Attempt> attempts(StoredTask stored) {
        List<Attempt> attempts = new ArrayList<>();
        for (StoredTask.PastAttempt past : stored.pastAttempts()) {
            attempts.add(new Attempt(
                    past.number(),
                    Optional.of(past.worker()),
                    past.started(),
                    Optional.of(past.finished()),
                    Optional.of(past.fencingToken()),
                    Optional.of(error(past.error()))));
        }
        stored.time("started")
                .ifPresent(started -> attempts.add(new Attempt(
                        stored.attempt(),
                        stored.worker(),
                        started,
                        stored.time("finished"),
                        stored.fencingToken(),
                        stored.json("error").map(Json::readObject).map(TaskSnapshot::error))));
        return attempts;
    }

    private static TaskError error(JsonObject json) {
        return new TaskError(
                Optional.ofNullable(json.getString("description", null)),
                Optional.ofNullable(json.getString("traceback", null)),
                Optional.ofNullable(json.getString("reason", null)));
    }

    private static ProgressReport progress(JsonObject json, TaskState state) {
        return new ProgressReport(
                json.getString("message"),
                json.getString("code"),
                // Its own end, or its task's: so a final task never has a report that runs.
                json.getBoolean("completed", false) ? TaskState.COMPLETED : state,
                json.containsKey("total")
                        ? Optional.of(json.getJsonNumber("total").longValueExact())
                        : Optional.empty(),
                json.getJsonNumber("done").longValueExact(),
                Optional.ofNullable(json.getString("suffix", null)));
    }
}
