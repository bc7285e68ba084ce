package io.dibs.engine;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

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
        Optional<TaskContext> parent = CurrentTask.find();
        UUID id = TimeOrderedIds.next();
        try (StateNotifier.Turn turn = notifier.turn(id)) {
            store.dispatch(new NewTask(
                    id,
                    task.method,
                    task.arguments,
                    task.queue,
                    task.priority,
                    task.reservations(),
                    new Attributes(
                            task.description,
                            task.group,
                            task.timeout.or(() -> settings.tasks().timeout()),
                            task.correlationId.or(() -> parent.flatMap(TaskContext::correlationId)),
                            task.retry.orElse(settings.tasks().retry())),
                    parent.map(TaskContext::taskId)));
            turn.changed(new TaskStateChanged(id, task.method, Optional.empty(), TaskState.WAITING));
        }
        return new Handle(id, tasks);
    }
}
