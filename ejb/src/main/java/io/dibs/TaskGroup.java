package io.dibs;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A group of tasks, by its name. It needs no preparation: a task that names it ({@link TaskBuilder#group}) is in it, also one
 * that is dispatched inside another. It is complete whenever nothing in it is waiting, running or canceling; then
 * {@link TaskGroupCompleted} is fired. It is open again when another task joins it.
 *
 * <p>Whoever dispatches its tasks one by one opens it first, so that it is not complete in between, and closes it when the
 * last is dispatched; that is also how a task is named that runs when it is complete:
 *
 * <pre>{@code
 * TaskGroup group = dispatcher.group("import-42");
 * group.open(dispatcher.task(Imports::report, 42));
 * try {
 *     files.forEach(file -> dispatcher.task(Imports::read, file).group("import-42").dispatch());
 * } finally {
 *     group.close();
 * }
 * }</pre>
 *
 * <p>Thread-safe; it holds the name only and asks the store each time. Every method throws {@link StoreUnavailableException}
 * when Redis does not answer.
 */
public interface TaskGroup {
    /** Its name, 1 to 200 characters. */
    String name();

    /**
     * The group as it is now; empty if no task was ever in it and nobody opened it, or if it is no longer kept: for
     * {@code dibs.tasks.keep.age}, and the last 10,000, after it was completed.
     */
    Optional<Snapshot> find();

    /**
     * Opens it: it is not complete before it is closed. A group of this name that is complete is forgotten; its tasks are not.
     *
     * @param then what is dispatched when it is complete, once, in the same step, so that it cannot be lost; not members of it
     * @throws TaskConflictException if there is one of this name that is not complete
     * @throws IllegalArgumentException if one of these tasks has a group, dependencies, a webhook or is immediate
     */
    void open(TaskBuilder... then);

    /**
     * The same; and has these addresses told when it is complete, by a {@code POST} as {@link TaskBuilder#webhook} describes it:
     * with how many of its tasks are in each state. It is told of once, though its body shows a task that joined it since.
     *
     * @param webhooks up to {@value TaskBuilder#MAX_WEBHOOKS}
     * @throws TaskRefusedException if the settings do not allow one of these addresses
     * @throws TaskConflictException as above
     * @throws IllegalArgumentException as above, or if there are too many addresses
     */
    void open(List<URI> webhooks, TaskBuilder... then);

    /**
     * Closes it: it is complete as soon as nothing in it waits, runs or is canceling. Tasks of it may still dispatch others
     * into it. Closing it again changes nothing.
     *
     * @throws TaskNotFoundException if there is no such group
     */
    void close();

    /**
     * Cancels all its tasks that are not final, as {@link Tasks#cancel} does, and closes it. Until it is complete, no task
     * joins it. Canceling it again cancels what is left, if a call was interrupted, and changes nothing else.
     *
     * @return the group afterwards
     * @throws TaskNotFoundException if there is no such group
     */
    Snapshot cancel();

    /** Whether all its tasks that are not final were dispatched by that user. */
    boolean isAllOf(String owner);

    /**
     * A group as it was when it was read. All times are Redis' time.
     *
     * @param name its name
     * @param owner the user who opened it, or dispatched its first task
     * @param held whether it was opened and is not closed
     * @param createdAt when it was opened, or its first task dispatched
     * @param canceledAt when it was canceled
     * @param completedAt when it was completed
     * @param counts how many of its tasks are in each state; also those that were deleted since
     * @param progressReports what its tasks report together, see {@link TaskContext#groupProgress}
     */
    record Snapshot(
            String name,
            Optional<String> owner,
            boolean held,
            Instant createdAt,
            Optional<Instant> canceledAt,
            Optional<Instant> completedAt,
            Map<TaskState, Long> counts,
            List<ProgressReport> progressReports) {
        /** Whether nothing in it is waiting, running or canceling. */
        public boolean isDone() {
            return counts.entrySet().stream().allMatch(count -> count.getKey().isFinal() || count.getValue() == 0);
        }
    }
}
