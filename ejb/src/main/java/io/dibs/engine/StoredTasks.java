package io.dibs.engine;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.Task;
import io.dibs.TaskConflictException;
import io.dibs.TaskNotFoundException;
import io.dibs.TaskPage;
import io.dibs.TaskQuery;
import io.dibs.TaskState;
import io.dibs.TaskStateChanged;
import io.dibs.Tasks;
import io.dibs.WaitingReason;
import io.dibs.store.TaskStore;

/** The tasks of the store. */
@ApplicationScoped
class StoredTasks implements Tasks {
    private final TaskStore store;
    private final WaitingReasons reasons;
    private final StateNotifier notifier;

    protected StoredTasks() {
        this(null, null, null);
    }

    @Inject
    StoredTasks(TaskStore store, WaitingReasons reasons, StateNotifier notifier) {
        this.store = store;
        this.reasons = reasons;
        this.notifier = notifier;
    }

    @Override
    public Optional<Task> find(UUID id) {
        return store.find(id).map(TaskSnapshot::of);
    }

    @Override
    public Optional<WaitingReason> waitingFor(UUID id) {
        return reasons.of(id);
    }

    @Override
    public TaskPage list(TaskQuery query) {
        TaskStore.Page page = store.list(query.state(), query.name(), query.offset(), query.limit());
        return new TaskPage(
                page.count(), page.tasks().stream().map(TaskSnapshot::of).toList());
    }

    @Override
    public Task cancel(UUID id) {
        try (StateNotifier.Turn turn = notifier.turn(id)) {
            TaskStore.Canceled canceled = store.cancel(id);
            switch (canceled.outcome()) {
                case GONE -> throw notFound(id);
                case FINAL ->
                    throw new TaskConflictException("Task " + id + " is "
                            + find(id).map(task -> task.state().text()).orElse("final")
                            + " already; only a task that is not final can be canceled.");
                case CANCELED ->
                    turn.changed(new TaskStateChanged(
                            id, canceled.name(), Optional.of(TaskState.WAITING), TaskState.CANCELED));
                case CANCELING ->
                    turn.changed(new TaskStateChanged(
                            id, canceled.name(), Optional.of(TaskState.RUNNING), TaskState.CANCELING));
                case ALREADY, FENCED -> {
                    // Nothing was changed.
                }
            }
        }
        return find(id).orElseThrow(() -> notFound(id));
    }

    @Override
    public void delete(UUID id) {
        TaskStore.Deleted deleted = store.delete(id);
        if (!deleted.done()) {
            throw deleted.state()
                    .<RuntimeException>map(state -> new TaskConflictException("Task " + id + " is " + state.text()
                            + "; only a final task can be deleted. Cancel it first."))
                    .orElseGet(() -> notFound(id));
        }
    }

    private static TaskNotFoundException notFound(UUID id) {
        return new TaskNotFoundException("There is no task " + id + ".");
    }
}
