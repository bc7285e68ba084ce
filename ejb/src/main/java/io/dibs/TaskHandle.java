package io.dibs;

import java.time.Duration;
import java.util.UUID;

/** A task that was dispatched. Immutable and thread-safe; it holds the id only and asks the store each time. */
public interface TaskHandle {
    /** The task's id, a time-ordered UUID. */
    UUID id();

    /**
     * The task as it is now.
     *
     * @throws TaskNotFoundException if it is no longer kept
     */
    Task get();

    /**
     * Cancels it, as {@link Tasks#cancel}.
     *
     * @return the task, {@code canceled} or {@code canceling}
     */
    Task cancel();

    /**
     * Why it is not running, down to the roots, as {@link Tasks#why(UUID)}.
     *
     * @throws TaskNotFoundException if it is no longer kept
     */
    Why why();

    /**
     * Waits until the task is final.
     *
     * @return the task in its final state
     * @throws java.util.concurrent.TimeoutException if it is not final by then
     * @throws InterruptedException if the thread is interrupted
     * @throws IllegalStateException inside a task: a task that waits for another may wait for ever, for a resource that it
     *     holds itself or for a worker that it occupies
     */
    Task await(Duration timeout) throws InterruptedException, java.util.concurrent.TimeoutException;
}
