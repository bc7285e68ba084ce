package io.dibs;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /**
     * Why a task is not running, down to the roots: who is in its way, why that one is not done, and so on. Takes one call of
     * the store for each level that is shown, and at most two more; how many tasks wait does not matter.
     *
     * @return empty when there is no such task
     */
    Optional<Why> why(UUID id);

    /**
     * The same, as far as somebody may know it who sees his own tasks only: those of others have no names, and how many they
     * are is not told.
     *
     * @param owner who asks
     * @return empty when there is no such task, or it is not his
     */
    Optional<Why> why(UUID id, String owner);

    /**
     * The tasks of these ids that are kept, as they are now.
     *
     * @param ids up to 1,000
     * @param details what is read of each; the rest of {@link TaskDetail} is empty
     */
    Map<UUID, Task> find(Collection<UUID> ids, Set<TaskDetail> details);

    /**
     * A page of the tasks that match. With a filter, or in another order than that of dispatch, this process keeps a summary of
     * all kept tasks in memory, from the first such call on, about 200 bytes for each, and brings it up to date in each call.
     * That first call takes some seconds for each 100,000 tasks.
     *
     * @throws TooManyTasksException if there are more than {@code dibs.lists.max-tasks}; never without a filter in the order of
     *     dispatch
     */
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
     * Gives up a task that was told to stop and does not: it ends at once, as it would have, and its resources are free.
     * Its thread may still be at work: look at {@link #stackTrace} first. From then on its execution is fenced: whatever it
     * reports is refused, and its fencing token is older than that of any task that reserves the same resources next.
     * Doing it again changes nothing.
     *
     * @return the task afterwards
     * @throws TaskNotFoundException if there is no such task
     * @throws TaskConflictException if it is not {@code canceling}
     */
    Task abandon(UUID id);

    /**
     * Where the thread of a task is that was told to stop some seconds ago and has not: taken about once a second by its
     * worker. Kept when the task is abandoned. It may tell of data that the task works on.
     *
     * @return empty when there is none, or no such task
     */
    Optional<StackTrace> stackTrace(UUID id);

    /**
     * Dispatches a final task once more, as a new task: with the same method, arguments, queue, priority, reservations,
     * group, description, timeout, retry policy and demands of versions, in the name of the same owner. {@link
     * Task.Origin#retryOf} of the new one names the old one, which stays as it is. It joins the lines of its resources at
     * their ends.
     *
     * <p>Not repeated are the webhooks and the dependencies; and its correlation id is that of the caller, if he has one. What
     * the task reserved while it ran is reserved from the start, too, unless tasks are signed: then only what was signed is.
     *
     * @return the new task
     * @throws TaskNotFoundException if there is no such task
     * @throws TaskConflictException if it is not final, its group is being canceled, its method or arguments do not fit this
     *     application any more, or it cannot be read, since it was changed or its key is missing
     * @throws StoreUnavailableException as {@link TaskBuilder#dispatch}
     */
    TaskHandle retry(UUID id);

    /**
     * The same, once for a key: with the same key it gives the same new task, for as long as that is kept.
     *
     * @param key 1 to 200 characters
     * @throws IllegalArgumentException if it is no key
     */
    TaskHandle retry(UUID id, String key);

    /**
     * Deletes a final task.
     *
     * @throws TaskNotFoundException if there is no such task
     * @throws TaskConflictException if it is not final
     */
    void delete(UUID id);

    /**
     * Deletes many final tasks, in a task of its own: it reserves nothing, waits in the queue
     * {@value TaskBuilder#DEFAULT_QUEUE}, deletes some hundred at a time, oldest end first, reports its progress, and can be
     * canceled between them. Its result says how many it deleted, by state: {@code {"completed": 1200}}. Several purges at
     * once do no harm; each counts what it deleted itself. Who may delete what is for the caller to check.
     *
     * @throws StoreUnavailableException as {@link TaskBuilder#dispatch}
     */
    TaskHandle purge(TaskPurge purge);
}
