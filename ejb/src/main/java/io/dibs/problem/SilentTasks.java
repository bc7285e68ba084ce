package io.dibs.problem;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.dibs.Problem.Kind;
import io.dibs.Problem.Subject;
import io.dibs.Problem.SubjectType;
import io.dibs.TaskDetail;
import io.dibs.TaskState;
import io.dibs.store.StoredTask;
import io.dibs.store.TaskStore;

/** Tasks that have reported progress, and then none for long. One that never reports says nothing by that. */
final class SilentTasks {
    private final TaskStore tasks;
    private final Duration longest;

    /** @param longest how long is not long */
    SilentTasks(TaskStore tasks, Duration longest) {
        this.tasks = tasks;
        this.longest = longest;
    }

    /** @param waitedFor who waits for it, by the id of a task */
    List<Finding> among(Map<UUID, String> waitedFor, Instant now) {
        return tasks.find(List.copyOf(waitedFor.keySet()), EnumSet.of(TaskDetail.PROGRESS)).stream()
                .filter(task ->
                        task.state() == TaskState.RUNNING && silence(task, now).compareTo(longest) > 0)
                .map(task -> finding(task, silence(task, now), waitedFor.get(task.id())))
                .toList();
    }

    private static Duration silence(StoredTask task, Instant now) {
        return task.time("progressed").map(at -> Duration.between(at, now)).orElse(Duration.ZERO);
    }

    private Finding finding(StoredTask task, Duration silence, String waiting) {
        UUID id = task.id();
        return Finding.unsure(
                Kind.TASK_WITHOUT_PROGRESS,
                new Subject(SubjectType.TASK, id.toString()),
                "Task " + id + " (" + task.name() + ") on worker "
                        + task.worker().orElse("?") + " has reported no progress for "
                        + Duration.ofSeconds(silence.toSeconds()) + "; " + waiting + ".",
                "See where it is: GET tasks/" + id
                        + " for what it reported last, GET workers/{name}/threads for its thread. If it hangs, cancel it:"
                        + " PATCH tasks/" + id + " {\"state\": \"canceled\"}. If it may be silent so long, raise"
                        + " dibs.problems.progress, or have it report more often.");
    }
}
