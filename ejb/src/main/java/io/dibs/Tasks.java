package io.dibs;

import java.util.Optional;
import java.util.UUID;

/** Looks at tasks and cancels or deletes them. Reading never changes anything. Thread-safe. */
public interface Tasks {
    /** The task of this id, if it is kept. */
    Optional<Task> find(UUID id);

    /**
     * Why a task is not running.
     *
     * @return the reason, or empty when the task does not wait or does not exist
     */
    Optional<WaitingReason> waitingFor(UUID id);

    /** A page of the tasks that match, newest first. */
    TaskPage list(TaskQuery query);

    /**
     * Cancels a task. One that has not started is {@code canceled} at once. One that runs is {@code canceling} and told to
     * stop: {@link TaskContext#isCanceled} turns true, and its thread is interrupted; it is {@code canceled}, and gives up
     * its resources, when it has really ended. Canceling it again changes nothing.
     *
     * @return the task afterwards
     * @throws TaskNotFoundException if there is no such task
     * @throws TaskConflictException if it is final already
     */
    Task cancel(UUID id);

    /**
     * Deletes a final task.
     *
     * @throws TaskNotFoundException if there is no such task
     * @throws TaskConflictException if it is not final
     */
    void delete(UUID id);
}
