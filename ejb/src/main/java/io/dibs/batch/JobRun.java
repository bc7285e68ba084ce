package io.dibs.batch;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.dibs.TaskContext;

/** A job that a task runs, as the listeners in it tell. Thread-safe: partitions and splits have threads of their own. */
public final class JobRun {
    private static final ThreadLocal<JobRun> CURRENT = new ThreadLocal<>();

    private final TaskContext task;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Map<String, StepRun> steps = new LinkedHashMap<>();
    private Throwable failure;

    JobRun(TaskContext task) {
        this.task = task;
    }

    /** The job in which the calling thread is. */
    public static Optional<JobRun> find() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Makes it that of the calling thread, until what is returned is run on the same thread. */
    public Runnable enter() {
        JobRun before = CURRENT.get();
        CURRENT.set(this);
        return () -> {
            if (before == null) {
                CURRENT.remove(); // The server's threads outlive this application.
            } else {
                CURRENT.set(before);
            }
        };
    }

    synchronized StepRun step(String name) {
        return steps.computeIfAbsent(name, it -> new StepRun(task.progress("Step " + it, "batch." + it)));
    }

    /** Notes what a step failed with; the last one counts. */
    synchronized void failed(Throwable exception) {
        failure = ownCause(exception);
    }

    synchronized Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** The runtime wraps what an artifact throws in exceptions of its own, which no retry policy names. */
    private static Throwable ownCause(Throwable exception) {
        Throwable own = exception;
        while (own.getCause() != null && own.getClass().getName().startsWith("com.ibm.jbatch.")) {
            own = own.getCause();
        }
        return own;
    }

    void ended() {
        end.countDown();
    }

    boolean hasEnded() {
        return end.getCount() == 0;
    }

    /** Waits until the job has ended, but not longer; an interrupt ends the waiting too. */
    void awaitEnd(Duration longest) {
        try {
            if (hasEnded()) {
                TimeUnit.MILLISECONDS.sleep(20); // Its status is written after its last listener.
            } else {
                end.await(longest.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            // The task was told to stop: whoever waits looks at that next.
        }
    }
}
