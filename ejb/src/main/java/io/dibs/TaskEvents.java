package io.dibs;

/**
 * Tells what happens to tasks, in all processes of the domain, soon after it happened and in the order in which it did. While
 * nobody subscribes anywhere, nothing is written down, and tasks cost nothing more. Thread-safe.
 *
 * <p>An event tells of a change that is made; nothing depends on its being heard. Where something must happen because a task
 * has ended, have a task do it: that is not lost when a process dies.
 */
public interface TaskEvents {
    /**
     * Subscribes to what happens from now on. Close what it returns.
     *
     * @throws EventsUnavailableException if this process has {@code dibs.events.max-listeners} of them, or is stopping
     * @throws StoreUnavailableException if Redis does not answer; only the first subscription of a process asks it
     */
    TaskSubscription subscribe(TaskEventFilter filter);

    /**
     * Subscribes to what happened after an event, and from now on. If it is too long ago that some may have been missed, the
     * first event is a {@link TaskEvent.Reset}.
     *
     * @param after the id of an event, or a {@linkplain TaskSubscription#position position}
     * @throws IllegalArgumentException if it is neither
     * @throws EventsUnavailableException if this process has {@code dibs.events.max-listeners} of them, or is stopping
     * @throws StoreUnavailableException if Redis does not answer
     */
    TaskSubscription subscribe(TaskEventFilter filter, String after);
}
