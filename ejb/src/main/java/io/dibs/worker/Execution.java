package io.dibs.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;

import io.dibs.Correlation;
import io.dibs.Progress;
import io.dibs.Reservable;
import io.dibs.Reservation;
import io.dibs.ResourceTakenException;
import io.dibs.RetryPolicy;
import io.dibs.TaskCanceledException;
import io.dibs.TaskContext;
import io.dibs.log.Log;
import io.dibs.log.LogEvent;
import io.dibs.seal.SealException;
import io.dibs.store.Exchange;
import io.dibs.store.Exchange.Ending;
import io.dibs.store.WorkerStore;
import io.dibs.trace.Tracing;

/** One execution of a task, from its claim to its outcome. Thread-safe. */
final class Execution implements TaskContext {
    private static final Duration STUCK_AFTER = Duration.ofSeconds(5);

    private static final int LAST_TRIES = 5;
    static final String ABORTED = "Aborted during worker shutdown.";

    private static final int LONGEST_STACK = 16_000;
    private static final Log LOG = Log.of(Execution.class);

    private final Exchange.Claimed claim;
    private final WorkerStore store;
    private final TaskReports reports = new TaskReports();
    private final WorkingDirectory directory;
    private final long claimedNanos = System.nanoTime();
    private volatile long ranNanos;

    private final Object telling = new Object();
    private volatile StopReason stop;
    private volatile long stopNanos;
    /** What its thread ran when this began: the task inside which it was dispatched to run immediately. */
    private Execution outer;

    /** The thread that is inside the task's method; only then may it be interrupted. */
    private Thread thread;

    private Correlation.Scope correlated;

    private boolean shielded;
    private boolean interruptLater;
    private volatile boolean left;

    private final RunTraces traces;
    private volatile Tracing.Running span = Tracing.Running.NONE;

    /** One that is not traced. */
    Execution(Exchange.Claimed claim, WorkerStore store, Path directories) {
        this(claim, store, directories, RunTraces.OFF);
    }

    Execution(Exchange.Claimed claim, WorkerStore store, Path directories, RunTraces traces) {
        this.claim = claim;
        this.traces = traces;
        this.store = store;
        this.directory = new WorkingDirectory(() -> directories.resolve(claim.task() + "-" + claim.fencingToken()));
    }

    Exchange.Claimed claim() {
        return claim;
    }

    TaskReports reports() {
        return reports;
    }

    /** Runs the task's method on the calling thread; never throws. */
    Exchange.Outcome run(VersionGate gate, DeclinedNeeds declined, TaskBody body, TaskErrors errors) {
        if (!enter()) {
            return returned();
        }
        long begun = System.nanoTime();
        Ending ending = Ending.FAILED;
        String value;
        try {
            if (stop != StopReason.ABORTED) { // A shutdown from now on finds it begun.
                checkCanceled();
            }
            gate.check(claim); // Before it is opened: the keys of a newer process may not be here either.
            value = body.run(claim.open());
            ending = Ending.COMPLETED;
        } catch (SealException e) {
            LOG.about(this).tell(LogEvent.TASK_NOT_RUN, claim.task(), claim.name(), e.getMessage());
            ending = e.isKeyMissing() && claim.attributes().retry().maxAttempts() > 1
                    ? Ending.RETRYABLE // Elsewhere there may be the key.
                    : Ending.FAILED;
            value = TaskErrors.reason("It was not run. " + e.getMessage());
            span.failed(e);
        } catch (DeclinedException e) {
            boolean first = declined.isNew(claim.need());
            LOG.about(this)
                    .tell(first ? LogEvent.TASK_DECLINED : LogEvent.TASK_DECLINED_AGAIN, claim.task(), e.getMessage());
            ending = Ending.DECLINED;
            value = claim.need().text();
        } catch (Throwable thrown) { // Whatever a task throws is the task's end, not the slot's.
            ending = ending(thrown);
            value = error(errors, thrown);
            if (stop == null) {
                span.failed(thrown);
            }
        } finally {
            leave();
            ranNanos = System.nanoTime() - begun;
        }
        saveShares();
        TaskReports.Changes last = reports.takeChanges();
        return new Exchange.Outcome(claim.task(), claim.fencingToken(), ending, value, last.progress(), last.created());
    }

    /** What it has done for its group is told before its end: afterwards, nobody would take it. */
    private void saveShares() {
        for (int tries = 0; tries < LAST_TRIES && reports.hasShares() && stop != StopReason.FENCED; tries++) {
            TaskReports.Changes changes = reports.takeChanges();
            try {
                store.saveProgress(
                        claim.task(), claim.fencingToken(), changes.progress(), changes.created(), changes.shares());
            } catch (RuntimeException e) {
                reports.notSaved(changes);
                LOG.about(this).tell(LogEvent.TASK_REPORTS_PUT_OFF, claim.task(), e.getMessage());
            }
        }
    }

    /** The outcome of an execution that did not begin, as its worker shuts down. */
    Exchange.Outcome returned() {
        return new Exchange.Outcome(claim.task(), claim.fencingToken(), Ending.RETURNED, "", "", "");
    }

    private Ending ending(Throwable thrown) {
        if (stop == StopReason.ABORTED || stop == StopReason.FENCED) {
            return Ending.ABORTED;
        }
        RetryPolicy retry = claim.attributes().retry();
        return retry.maxAttempts() > 1 && retry.covers(thrown) ? Ending.RETRYABLE : Ending.FAILED;
    }

    private String error(TaskErrors errors, Throwable thrown) {
        StopReason stopped = stop;
        if (stopped == StopReason.ABORTED) {
            return TaskErrors.reason(ABORTED);
        }
        if (stopped
                == StopReason.FENCED) { // Should it still be the current one, then as if the sweeper had come first.
            return TaskErrors.reason(Sweeper.MISSING);
        }
        try {
            if (stopped == null) {
                LOG.about(this).tell(thrown, LogEvent.TASK_FAILED, claim.task(), claim.name());
            }
            return errors.exception(claim.task(), thrown);
        } catch (Throwable again) { // Its message or its stack may be a task's code too, or memory is short.
            return TaskErrors.reason("It failed with " + thrown.getClass().getName() + ", which cannot be shown.");
        }
    }

    /** Returns false if the worker shuts down: then the task need not begin at all. */
    private synchronized boolean enter() {
        if (stop == StopReason.ABORTED) {
            return false;
        }
        thread = Thread.currentThread();
        outer = CurrentTask.set(this);
        span = traces.begin(claim);
        if (stop != null) {
            span.stopped(RunTraces.reason(stop, this));
        }
        correlated = new Correlation(correlationId(), traceparent()).enter();
        return true;
    }

    private void leave() {
        correlated.close();
        span.left();
        CurrentTask.set(outer);
        synchronized (this) {
            left = true;
            thread = null;
            Thread.interrupted(); // What was meant for the task must not hit the slot.
        }
        try {
            directory.remove();
        } catch (IOException | RuntimeException e) {
            LOG.about(this).tell(e, LogEvent.TASK_DIRECTORY_LEFT, claim.task());
        }
    }

    /**
     * Tells what became of the task, one change after the other: what a stop in time came to, which another thread asks the
     * store for, comes before the end that follows from it.
     */
    void telling(Runnable change) {
        synchronized (telling) {
            change.run();
        }
    }

    /** Tells it to stop: its flag turns first, then its thread is interrupted. Repeat it to interrupt again. */
    synchronized void stop(StopReason reason) {
        if (stop == null) {
            stopNanos = System.nanoTime();
            stop = reason;
            span.stopped(RunTraces.reason(reason, this));
        }
        if (shielded) {
            interruptLater = true;
        } else if (thread != null) {
            thread.interrupt();
        }
    }

    /** Ends its span, unless that has ended. */
    void settled(String outcome) {
        span.settled(outcome);
    }

    /** Calls something during which its thread, the calling one, is not interrupted, but afterwards. */
    <T> T shielded(Callable<T> work) throws Exception {
        synchronized (this) {
            shielded = true;
            interruptLater = Thread.interrupted();
        }
        try {
            return work.call();
        } finally {
            synchronized (this) {
                shielded = false;
                if (interruptLater) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** Whether its method has ended, so that it is nobody's task any more. */
    boolean hasLeft() {
        return left;
    }

    Optional<StopReason> stopped() {
        return Optional.ofNullable(stop);
    }

    /** How long ago it was told to stop; zero if it was not. */
    Duration sinceStop() {
        return stop == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - stopNanos);
    }

    /** Whether it was told to stop so long ago that it is no longer counted on. */
    boolean isStuck() {
        return sinceStop().compareTo(STUCK_AFTER) > 0;
    }

    /** How long its method took, once it has ended. */
    long ranNanos() {
        return ranNanos;
    }

    /** Whether this thread is inside the task's method. */
    synchronized boolean isOn(Thread candidate) {
        return thread == candidate;
    }

    /** Where its thread is; empty if it is not inside the task's method. */
    synchronized Optional<String> stack() {
        if (thread == null) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder(thread.getName()).append(' ').append(thread.getState());
        for (StackTraceElement frame : thread.getStackTrace()) {
            text.append("\n\tat ").append(frame);
            if (text.length() > LONGEST_STACK) {
                text.append("\n\t…");
                break;
            }
        }
        return Optional.of(text.toString());
    }

    /** Whether it has run for longer than it may. */
    boolean isOutOfTime() {
        return claim.attributes().timeout().isPresent()
                && Duration.ofNanos(System.nanoTime() - claimedNanos)
                                .compareTo(claim.attributes().timeout().get())
                        > 0;
    }

    Optional<Duration> timeout() {
        return claim.attributes().timeout();
    }

    @Override
    public boolean isActive() {
        return true;
    }

    @Override
    public UUID taskId() {
        return claim.task();
    }

    @Override
    public int attempt() {
        return claim.attempt();
    }

    @Override
    public long fencingToken() {
        return claim.fencingToken();
    }

    @Override
    public Optional<UUID> parent() {
        return claim.parent();
    }

    @Override
    public Optional<String> owner() {
        return claim.attributes().origin().owner();
    }

    @Override
    public Optional<String> correlationId() {
        return claim.attributes().correlationId();
    }

    @Override
    public Optional<String> traceparent() {
        return span.traceparent().or(() -> claim.attributes().origin().traceparent());
    }

    @Override
    public Progress progress(String message, String code) {
        return reports.open(required("message", message), required("code", code));
    }

    @Override
    public Optional<String> group() {
        return claim.attributes().group();
    }

    @Override
    public Progress groupProgress(String message, String code) {
        if (group().isEmpty()) {
            throw new IllegalStateException("Task " + claim.task() + " is in no group.");
        }
        return reports.share(required("message", message), required("code", code));
    }

    private static String required(String what, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("A progress report needs a " + what + ".");
        }
        return value;
    }

    @Override
    public boolean isCanceled() {
        return stop != null;
    }

    @Override
    public void checkCanceled() {
        StopReason reason = stop;
        if (reason != null) {
            throw new TaskCanceledException(
                    switch (reason) {
                        case CANCELED -> "Task " + claim.task() + " was canceled or is out of time.";
                        case ABORTED -> "The worker of task " + claim.task() + " shuts down.";
                        case FENCED -> "This execution of task " + claim.task() + " is not the current one any more.";
                    });
        }
    }

    @Override
    public Path workingDirectory() {
        return directory.get();
    }

    @Override
    public void reserve(Object... resources) {
        List<String> names = Arrays.stream(resources)
                .map(resource -> Reservation.exclusive(resource).resource())
                .toList();
        WorkerStore.Reserved reserved = store.reserve(claim.task(), claim.fencingToken(), names);
        switch (reserved.outcome()) {
            case RESERVED -> {
                // It is ours until the task ends.
            }
            case TAKEN ->
                throw new ResourceTakenException("Task " + claim.task() + " cannot reserve '" + reserved.taken()
                        + "' while it runs: another task has it or waits for it, or this one shares it. Reserve it at"
                        + " dispatch.");
            case CANCELING -> stop(StopReason.CANCELED);
            case FENCED -> stop(StopReason.FENCED);
        }
        if (reserved.outcome() != WorkerStore.ReserveOutcome.RESERVED) {
            checkCanceled();
        }
    }

    @Override
    public void createdResource(Object resource) {
        reports.created(Reservable.nameOf(resource));
    }
}
