package io.dibs.worker;

import java.util.Optional;
import java.util.concurrent.Callable;

import io.dibs.Correlation;
import io.dibs.TaskContext;

/** The task that the calling thread runs, or works for. */
public final class CurrentTask {
    private static final ThreadLocal<Execution> CURRENT = new ThreadLocal<>();

    private CurrentTask() {}

    /** The calling thread's task, if it runs one. */
    public static Optional<TaskContext> find() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** A task, with what correlates it, on its way from the thread that has it to one that works for it. Thread-safe. */
    public static final class Carried {
        private final Execution execution;
        private final Correlation correlation;

        private Carried(Execution execution, Correlation correlation) {
            this.execution = execution;
            this.correlation = correlation;
        }

        /**
         * Makes it the calling thread's, until what is returned is run on the same thread. Of a task that has ended
         * meanwhile, only the correlation.
         */
        public Runnable enter() {
            Execution before = set(execution.hasLeft() ? null : execution);
            Correlation.Scope correlated = correlation.enter();
            return () -> {
                correlated.close();
                set(before);
            };
        }
    }

    /** The calling thread's task, for a thread that is to work for it; empty if it has none. */
    public static Optional<Carried> carry() {
        return Optional.ofNullable(CURRENT.get()).map(it -> new Carried(it, Correlation.current()));
    }

    /**
     * Calls something during which the thread that runs a task, the calling one, is not interrupted by the worker. What would
     * have been an interrupt is one afterwards. Outside a task it only calls it.
     */
    public static <T> T shielded(Callable<T> work) throws Exception {
        Execution execution = CURRENT.get();
        return execution == null ? work.call() : execution.shielded(work);
    }

    /** Sets the calling thread's task; returns the one that it ran until then, or null. */
    static Execution set(Execution execution) {
        Execution before = CURRENT.get();
        if (execution == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(execution);
        }
        return before;
    }
}
