package com.acme;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;

import io.dibs.TaskGroupCompleted;
import io.dibs.TaskState;
import io.dibs.TaskStateChanged;

/** Sees every change of state that this process makes, in both ways that there are. */
@ApplicationScoped
public class Observer {
    private final List<TaskStateChanged> seen = new CopyOnWriteArrayList<>();
    private final List<String> completedGroups = new CopyOnWriteArrayList<>();
    private final List<TaskStateChanged> seenAsync = new CopyOnWriteArrayList<>();

    void see(@Observes TaskStateChanged change) {
        seen.add(change);
    }

    void seeAsync(@ObservesAsync TaskStateChanged change) {
        seenAsync.add(change);
    }

    void see(@Observes TaskGroupCompleted completed) {
        completedGroups.add(completed.group());
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
