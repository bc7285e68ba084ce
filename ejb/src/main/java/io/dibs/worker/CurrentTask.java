package io.dibs.worker;

import java.util.Optional;

import io.dibs.TaskContext;

/** The task that the calling thread runs. */
public final class CurrentTask {
    private static final ThreadLocal<Execution> CURRENT = new ThreadLocal<>();

    private CurrentTask() {}

    /** The calling thread's task, if it runs one. */
    public static Optional<TaskContext> find() {
        return Optional.ofNullable(CURRENT.get());
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
