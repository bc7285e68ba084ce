package io.dibs.engine;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

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
import io.dibs.metric.Metrics;
import io.dibs.store.Attributes;
import io.dibs.store.NewTask;
import io.dibs.store.TaskStore;
import io.dibs.trace.Tracing;
import io.dibs.worker.CurrentTask;
import io.dibs.worker.ImmediateTasks;

/** Hands new tasks to the store, and links those that are dispatched inside a task to it. */
@ApplicationScoped
class Dispatches {
    private final TaskStore store;
    private final Settings settings;
    private final StateNotifier notifier;
    private final Tasks tasks;
    private final WorkerRuntime runtime;
    private final Webhooks webhooks;
    private final Caller caller;
    private final Metrics metrics;
    private final Tracing tracing;

    protected Dispatches() {
        this(null, null, null, null, null, null, null, null, null);
    }

    @Inject
    Dispatches(
            TaskStore store,
            Settings settings,
            StateNotifier notifier,
            Tasks tasks,
            WorkerRuntime runtime,
            Webhooks webhooks,
            Caller caller,
            Metrics metrics,
            Tracing tracing) {
        this.tracing = tracing;
        this.metrics = metrics;
        this.store = store;
        this.settings = settings;
        this.notifier = notifier;
        this.tasks = tasks;
        this.runtime = runtime;
        this.webhooks = webhooks;
        this.caller = caller;
    }

    TaskHandle dispatch(Builder task) {
        NewTask made = newTask(task);
        return task.immediate
                ? dispatchImmediately(made, task.deferrable)
                : dispatch(List.of(made)).get(0);
    }

    private TaskHandle dispatchImmediately(NewTask task, boolean deferrable) {
        Optional<ImmediateTasks> immediates = runtime.immediateTasks();
        if (immediates.isEmpty() && deferrable) {
            return dispatch(List.of(task)).get(0);
        }
        DispatchTrace.of(tracing, List.of(task))
                .whileHanding(traced -> hand(traced.get(0), deferrable, immediates))
                .ifPresent(Runnable::run);
        return handle(task.id());
    }

    private Optional<Runnable> hand(NewTask task, boolean deferrable, Optional<ImmediateTasks> immediates) {
        try (StateNotifier.Turn turn = notifier.turn(task.id())) {
            Optional<Runnable> run = immediates
                    .orElseThrow(() -> new IllegalStateException(
                            "This process runs no tasks, as it has not started or is about to stop."))
                    .dispatch(task, deferrable);
            metrics.dispatched(task.name());
            turn.changed(new TaskStateChanged(task.id(), task.name(), Optional.empty(), TaskState.WAITING));
            if (run.isEmpty() && !deferrable) {
                turn.changed(new TaskStateChanged(
                        task.id(), task.name(), Optional.of(TaskState.WAITING), TaskState.CANCELED));
            }
            return run;
        }
    }

    private Optional<Duration> timeout(Builder task) {
        Optional<Duration> timeout = task.timeout.or(() -> settings.tasks().timeout());
        Duration limit = settings.tasks().immediateLimit();
        return task.immediate && timeout.map(own -> own.compareTo(limit) > 0).orElse(true)
                ? Optional.of(limit)
                : timeout;
    }

    /** What is dispatched for a builder; of the task, if any, that the calling thread runs. */
    NewTask newTask(Builder task) {
        Optional<TaskContext> parent = CurrentTask.find();
        Correlation correlation = Correlation.current();
        NewTask made = new NewTask(
                TimeOrderedIds.next(),
                task.method,
                task.arguments,
                task.queue,
                task.priority,
                task.reservations(),
                new Attributes(
                        task.description,
                        task.group,
                        timeout(task),
                        task.correlationId.or(correlation::id),
                        task.retry.orElse(settings.tasks().retry()),
                        new Task.Origin(caller.owner(), Optional.empty(), correlation.traceparent(), task.immediate),
                        task.demandedNow(),
                        List.copyOf(task.dependencies)),
                parent.map(TaskContext::taskId));
        return task.webhooks.isEmpty() ? made : webhooks.follow(made, task.webhooks);
    }

    /** A task that tells that address of the completion of a group. */
    NewTask delivery(String group, URI url) {
        Correlation correlation = Correlation.current();
        Optional<String> traceparent = tracing.current().or(correlation::traceparent);
        Task.Origin origin = new Task.Origin(caller.owner(), Optional.empty(), traceparent, false);
        return webhooks.delivery(group, url, correlation.id(), origin);
    }

    void checkWebhook(URI url) {
        webhooks.check(url);
    }

    /** The user on whose behalf the calling thread acts. */
    Optional<String> owner() {
        return caller.owner();
    }

    /** Counts a task that a script of its own has dispatched. */
    void count(NewTask task) {
        metrics.dispatched(task.name());
    }

    /** Dispatches up to a thousand tasks, all or none. */
    List<TaskHandle> dispatch(List<NewTask> all) {
        return DispatchTrace.of(tracing, all).whileHanding(this::hand);
    }

    private List<TaskHandle> hand(List<NewTask> all) {
        try (StateNotifier.Turn turn = notifier.turn(all)) {
            store.dispatch(all);
            for (NewTask task : all) {
                metrics.dispatched(task.name());
                turn.changed(new TaskStateChanged(task.id(), task.name(), Optional.empty(), TaskState.WAITING));
            }
        }
        return all.stream().map(task -> handle(task.id())).toList();
    }

    /** That of a task. */
    TaskHandle handle(UUID id) {
        return new Handle(id, tasks);
    }
}
