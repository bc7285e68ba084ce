package com.acme;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;

import io.dibs.ProblemChanged;
import io.dibs.TaskGroupCompleted;
import io.dibs.TaskState;
import io.dibs.TaskStateChanged;

/** Sees every change of state that this process makes, and every problem that it finds, in both ways that there are. */
@ApplicationScoped
public class Observer {
    private final List<TaskStateChanged> seen = new CopyOnWriteArrayList<>();
    private final List<String> completedGroups = new CopyOnWriteArrayList<>();
    private final List<TaskStateChanged> seenAsync = new CopyOnWriteArrayList<>();
    private final List<ProblemChanged> problems = new CopyOnWriteArrayList<>();
    private final List<ProblemChanged> problemsAsync = new CopyOnWriteArrayList<>();

    void see(@Observes TaskStateChanged change) {
        seen.add(change);
    }

    void seeAsync(@ObservesAsync TaskStateChanged change) {
        seenAsync.add(change);
    }

    void see(@Observes ProblemChanged change) {
        problems.add(change);
    }

    void seeAsync(@ObservesAsync ProblemChanged change) {
        problemsAsync.add(change);
    }

    void see(@Observes TaskGroupCompleted completed) {
        completedGroups.add(completed.group());
    }

    /** Whether a problem of this id came or went, in the order in which that was told. */
    public List<Boolean> problems(String id) {
        return of(problems, id);
    }

    public List<Boolean> problemsAsync(String id) {
        return of(problemsAsync, id);
    }

    private static List<Boolean> of(List<ProblemChanged> changes, String id) {
        return changes.stream()
                .filter(change -> change.problem().id().equals(id))
                .map(ProblemChanged::present)
                .toList();
    }

    public List<String> completedGroups() {
        return completedGroups;
    }

    public List<TaskStateChanged> seen(UUID task) {
        return of(seen, task);
    }

    public List<TaskStateChanged> seenAsync(UUID task) {
        return of(seenAsync, task);
    }

    public List<TaskState> states(UUID task) {
        return seen(task).stream().map(TaskStateChanged::to).toList();
    }

    private static List<TaskStateChanged> of(List<TaskStateChanged> changes, UUID task) {
        return changes.stream().filter(change -> change.task().equals(task)).toList();
    }
}
