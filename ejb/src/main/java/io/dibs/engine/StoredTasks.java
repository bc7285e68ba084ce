package io.dibs.engine;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.StackTrace;
import io.dibs.Task;
import io.dibs.TaskConflictException;
import io.dibs.TaskDetail;
import io.dibs.TaskHandle;
import io.dibs.TaskNotFoundException;
import io.dibs.TaskPage;
import io.dibs.TaskPurge;
import io.dibs.TaskQuery;
import io.dibs.TaskState;
import io.dibs.TaskStateChanged;
import io.dibs.Tasks;
import io.dibs.WaitingReason;
import io.dibs.Why;
import io.dibs.log.Log;
import io.dibs.log.LogEvent;
import io.dibs.purge.Purge;
import io.dibs.store.StoredTask;
import io.dibs.store.TaskStore;
import io.dibs.worker.TaskErrors;

/** The tasks of the store. */
@ApplicationScoped
class StoredTasks implements Tasks {
    private static final Log LOG = Log.of(StoredTasks.class);
    private static final String ABANDONED = "Given up by an operator; its thread may still have been at work.";

    private final TaskStore store;
    private final WaitingReasons reasons;
    private final StateNotifier notifier;
    private final OwnTasks own;
    private final Whys whys;
    private final Retries retries;

    protected StoredTasks() {
        this(null, null, null, null, null, null);
    }

    @Inject
    StoredTasks(
            TaskStore store, WaitingReasons reasons, StateNotifier notifier, OwnTasks own, Whys whys, Retries retries) {
        this.store = store;
        this.whys = whys;
        this.retries = retries;
        this.reasons = reasons;
        this.notifier = notifier;
        this.own = own;
    }

    @Override
    public Optional<Task> find(UUID id) {
        return store.find(id).map(TaskSnapshot::of);
    }

    @Override
    public Map<UUID, Task> find(Collection<UUID> ids, Set<TaskDetail> details) {
        return store.find(ids, details).stream().collect(Collectors.toMap(StoredTask::id, TaskSnapshot::of));
    }

    @Override
    public Optional<WaitingReason> waitingFor(UUID id) {
        return reasons.of(id);
    }

    @Override
    public Optional<Why> why(UUID id) {
        return whys.of(id, Optional.empty());
    }

    @Override
    public Optional<Why> why(UUID id, String owner) {
        return whys.of(id, Optional.of(owner));
    }

    @Override
    public TaskHandle retry(UUID id) {
        return retries.retry(id, TimeOrderedIds.next());
    }

    @Override
    public TaskHandle retry(UUID id, String key) {
        return retries.retry(id, key);
    }

    @Override
    public TaskPage list(TaskQuery query) {
        TaskStore.Page page = store.list(query);
        List<Task> tasks = page.tasks().stream()
                .map(TaskSnapshot::of)
                .filter(query.filter()::matches)
                .toList();
        return new TaskPage(page.count(), tasks, page.next(), page.previous());
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
            canceled.completedGroups().forEach(notifier::groupCompleted);
        }
        return find(id).orElseThrow(() -> notFound(id));
    }

    @Override
    public Task abandon(UUID id) {
        try (StateNotifier.Turn turn = notifier.turn(id)) {
            TaskStore.Abandoned abandoned = store.abandon(id, TaskErrors.reason(ABANDONED));
            switch (abandoned.outcome()) {
                case GONE -> throw notFound(id);
                case REFUSED ->
                    throw new TaskConflictException("Task " + id + " is "
                            + abandoned.state().orElseThrow().text()
                            + "; only a canceling task can be abandoned. Cancel it first, and give it time to stop.");
                case ABANDONED -> {
                    LOG.about(id, find(id).flatMap(Task::correlationId))
                            .tell(LogEvent.TASK_ABANDONED, id, abandoned.name());
                    turn.changed(new TaskStateChanged(
                            id,
                            abandoned.name(),
                            Optional.of(TaskState.CANCELING),
                            abandoned.state().orElseThrow()));
                }
                case ALREADY -> {
                    // Nothing was changed.
                }
            }
            abandoned.completedGroups().forEach(notifier::groupCompleted);
        }
        return find(id).orElseThrow(() -> notFound(id));
    }

    @Override
    public Optional<StackTrace> stackTrace(UUID id) {
        return store.find(id).flatMap(task -> task.stack()
                .map(text -> new StackTrace(text, task.time("stack_at").orElseThrow())));
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

    @Override
    public TaskHandle purge(TaskPurge purge) {
        return own.task(Purge.class, "run", purge)
                .description("Deletes final tasks")
                .dispatch();
    }

    private static TaskNotFoundException notFound(UUID id) {
        return new TaskNotFoundException("There is no task " + id + ".");
    }
}
