package io.dibs.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.Correlation;
import io.dibs.Task;
import io.dibs.TaskContext;
import io.dibs.TaskHandle;
import io.dibs.TaskState;
import io.dibs.TaskStateChanged;
import io.dibs.Tasks;
import io.dibs.config.Settings;
import io.dibs.store.Attributes;
import io.dibs.store.NewTask;
import io.dibs.store.TaskStore;
import io.dibs.worker.CurrentTask;

/** Hands new tasks to the store, and links those that are dispatched inside a task to it. */
@ApplicationScoped
class Dispatches {
    private final TaskStore store;
    private final Settings settings;
    private final StateNotifier notifier;
    private final Tasks tasks;

    protected Dispatches() {
        this(null, null, null, null);
    }

    @Inject
    Dispatches(TaskStore store, Settings settings, StateNotifier notifier, Tasks tasks) {
        this.store = store;
        this.settings = settings;
        this.notifier = notifier;
        this.tasks = tasks;
    }

    TaskHandle dispatch(Builder task) {
        return dispatch(List.of(newTask(task))).get(0);
    }

    /** What is dispatched for a builder; of the task, if any, that the calling thread runs. */
    NewTask newTask(Builder task) {
        Optional<TaskContext> parent = CurrentTask.find();
        Correlation correlation = Correlation.current();
        return new NewTask(
                TimeOrderedIds.next(),
                task.method,
                task.arguments,
                task.queue,
                task.priority,
                task.reservations(),
                new Attributes(
                        task.description,
                        task.group,
                        task.timeout.or(() -> settings.tasks().timeout()),
                        task.correlationId.or(correlation::id),
                        task.retry.orElse(settings.tasks().retry()),
                        new Task.Origin(Optional.empty(), Optional.empty(), correlation.traceparent(), false),
                        Map.of(),
                        List.copyOf(task.dependencies)),
                parent.map(TaskContext::taskId));
    }

    /** The user on whose behalf the calling thread acts. */
    Optional<String> owner() {
        return Optional.empty();
    }

    /** Dispatches up to a thousand tasks, all or none. */
    List<TaskHandle> dispatch(List<NewTask> all) {
        try (StateNotifier.Turn turn = notifier.turn(all)) {
            store.dispatch(all);
            for (NewTask task : all) {
                turn.changed(new TaskStateChanged(task.id(), task.name(), Optional.empty(), TaskState.WAITING));
            }
        }
        return all.stream()
                .map(task -> (TaskHandle) new Handle(task.id(), tasks))
                .toList();
    }
}
