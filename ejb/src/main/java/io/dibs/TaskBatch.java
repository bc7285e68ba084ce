package io.dibs;

import java.util.List;

/**
 * Tasks that are dispatched together, in the order in which they were added: several times as fast as one after the other.
 * Any mix of tasks can be in it. Not thread-safe; dispatch it once.
 */
public interface TaskBatch {
    /** The most tasks that can be dispatched all or none. */
    int MAX_ATOMIC = 1_000;

    /**
     * Adds a task. What is said about it afterwards, until the batch is dispatched, counts too.
     *
     * @param task from this dispatcher, and not dispatched by itself
     * @return this batch
     * @throws IllegalArgumentException if it was made by another dispatcher, is immediate, or is in the batch already
     */
    TaskBatch add(TaskBuilder task);

    /** How many tasks are in it. */
    int size();

    /**
     * Dispatches the tasks. Each is dispatched as a whole; of a large batch, the first may run before the last is dispatched.
     *
     * @return a handle for each, in their order
     * @throws BatchNotDispatchedException if Redis does not answer in time; it has the handles of those that were dispatched
     */
    List<TaskHandle> dispatch();

    /**
     * Dispatches all tasks or none, in one step.
     *
     * @return a handle for each, in their order
     * @throws IllegalStateException if there are more than {@value #MAX_ATOMIC}; nothing is dispatched
     * @throws StoreUnavailableException if Redis does not answer in time; none runs, unless its message says that this is
     *     unknown
     */
    List<TaskHandle> dispatchAllOrNone();
}
