package io.dibs.problem;

import io.dibs.store.ProblemStore;
import io.dibs.store.StoredTask;
import io.dibs.store.TaskStore;

/** Whether anybody waits for a task that runs. */
final class Waiters {
    private static final int MOST_RESOURCES = 20;

    private final TaskStore tasks;
    private final ProblemStore problems;

    Waiters(TaskStore tasks, ProblemStore problems) {
        this.tasks = tasks;
        this.problems = problems;
    }

    /** Who waits for it, as the end of a sentence; empty if nobody does. */
    String of(StoredTask task) {
        if (problems.dependents(task.id()) > 0) {
            return "other tasks depend on it";
        }
        return task.reservations().stream()
                .limit(MOST_RESOURCES)
                .filter(each -> tasks.line(each.resource(), 1).waitingCount() > 0)
                .findFirst()
                .map(each -> "other tasks wait for " + each.text())
                .orElse("");
    }
}
