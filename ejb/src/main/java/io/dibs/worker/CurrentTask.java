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

    static void set(Execution execution) {
        CURRENT.set(execution);
    }

    static void clear() {
        CURRENT.remove();
    }
}
