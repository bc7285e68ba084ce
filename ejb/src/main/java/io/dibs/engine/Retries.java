package io.dibs.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.Correlation;
import io.dibs.Task;
import io.dibs.TaskConflictException;
import io.dibs.TaskContext;
import io.dibs.TaskHandle;
import io.dibs.TaskNotFoundException;
import io.dibs.TaskRefusedException;
import io.dibs.batch.JobName;
import io.dibs.method.Arguments;
import io.dibs.method.TaskMethods;
import io.dibs.method.TaskTarget;
import io.dibs.schedule.TaskIds;
import io.dibs.store.Attributes;
import io.dibs.store.GroupCanceledException;
import io.dibs.store.NewTask;
import io.dibs.store.PastCalls;
import io.dibs.store.PastCalls.PastCall;
import io.dibs.store.TaskStore;
import io.dibs.store.UnreadableCallException;
import io.dibs.worker.CurrentTask;

/** Dispatches final tasks once more, by the way of every dispatch: so they are encrypted and signed with today's keys. */
@ApplicationScoped
class Retries {
    private static final int LONGEST_KEY = 200;

    private final PastCalls calls;
    private final TaskStore store;
    private final TaskMethods methods;
    private final Arguments arguments;
    private final Dispatches dispatches;
    private final Jobs jobs;

    protected Retries() {
        this(null, null, null, null, null, null);
    }

    @Inject
    Retries(
            PastCalls calls,
            TaskStore store,
            TaskMethods methods,
            Arguments arguments,
            Dispatches dispatches,
            Jobs jobs) {
        this.calls = calls;
        this.store = store;
        this.methods = methods;
        this.arguments = arguments;
        this.dispatches = dispatches;
        this.jobs = jobs;
    }

    TaskHandle retry(UUID id, String key) {
        if (key == null || key.isEmpty() || key.length() > LONGEST_KEY) {
            throw new IllegalArgumentException("A key has 1 to " + LONGEST_KEY + " characters.");
        }
        return retry(id, TaskIds.ofRetry(id, key));
    }

    /** @param as the id of the new task; if there is one of that id, nothing is changed */
    TaskHandle retry(UUID id, UUID as) {
        PastCall past = calls.find(id).orElseThrow(() -> new TaskNotFoundException("There is no task " + id + "."));
        if (!past.state().isFinal()) {
            throw new TaskConflictException("Task " + id + " is " + past.state().text()
                    + "; only a final task can be retried. Wait for its end, or cancel it.");
        }
        if (!store.find(List.of(as), Set.of()).isEmpty()) {
            return dispatches.handle(as);
        }
        NewTask task = again(id, past, as);
        check(id, task);
        try {
            return dispatches.dispatch(List.of(task)).get(0);
        } catch (GroupCanceledException e) {
            throw refused(
                    id,
                    "its group '" + task.attributes().group().orElse("")
                            + "' is being canceled. Retry it when all tasks of" + " that have ended.",
                    e);
        }
    }

    private static NewTask again(UUID id, PastCall past, UUID as) {
        NewTask task;
        try {
            task = past.open();
        } catch (UnreadableCallException e) {
            throw refused(id, "it is not as it was dispatched, or cannot be read. " + e.getMessage(), e);
        }
        Attributes attributes = task.attributes();
        Task.Origin origin = attributes.origin();
        Correlation correlation = Correlation.current();
        return new NewTask(
                as,
                task.name(),
                task.arguments(),
                task.queue(),
                task.priority(),
                task.reservations(),
                attributes
                        .after(List.of())
                        .correlated(correlation.id().or(attributes::correlationId))
                        .with(new Task.Origin(
                                origin.owner(),
                                origin.schedule(),
                                origin.tick(),
                                correlation.traceparent(),
                                false,
                                Optional.of(id))),
                CurrentTask.find().map(TaskContext::taskId));
    }

    /** What no worker of this application could run is refused, as it is at every dispatch. */
    private void check(UUID id, NewTask task) {
        if (JobName.isJob(task.name())) {
            if (!jobs.contains(task.name())) {
                throw refused(id, "its job " + JobName.job(task.name()) + " is not in this application.", null);
            }
            return;
        }
        TaskTarget target = methods.find(task.name())
                .orElseThrow(() -> refused(
                        id, "its method " + task.name() + " is not in this application, or may not be a task.", null));
        try {
            arguments.check(target, task.arguments());
        } catch (TaskRefusedException e) {
            throw refused(id, "its arguments do not fit its method any more. " + e.getMessage(), e);
        }
    }

    private static TaskConflictException refused(UUID id, String why, Throwable cause) {
        return new TaskConflictException("Task " + id + " cannot be retried: " + why, cause);
    }
}
