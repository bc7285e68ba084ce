package io.dibs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The queues in which ready tasks wait for workers. A queue is there when somebody uses its name; nobody has to make it.
 * Thread-safe. Every method throws {@link StoreUnavailableException} when Redis does not answer, and
 * {@link IllegalArgumentException} for what is no name of a queue.
 */
public interface Queues {
    /** All queues that have tasks that are not final, are paused, or are served by a live worker by their name; by name. */
    List<Queue> list();

    /** The queue of that name; one that nobody uses has nothing in it. */
    Queue find(String name);

    /**
     * Pauses a queue: no worker is given a task of it until it is resumed. Its tasks keep their places in all lines and what they
     * reserve, so others that need the same wait behind them; those that run go on; dispatching goes on. A task that was to run
     * immediately waits, or is canceled if it may not. Pausing a paused queue changes nothing.
     *
     * @return the queue as it is then
     * @throws QueueConflictException if 1,000 other queues are paused
     */
    Queue pause(String name);

    /**
     * Ends the pause of a queue: its ready tasks start at once, as far as workers have free slots. A queue that is not paused stays as it
     * is.
     *
     * @return the queue as it is then
     */
    Queue resume(String name);

    /**
     * A queue. Counts of ready and parked tasks are of one moment, the others of one just before.
     *
     * @param ready how many tasks wait for nothing but a worker
     * @param parked how many more do so since a worker lacked what they need: their method, or a version of a module
     * @param blocked how many wait for resources, or for other tasks to be final
     * @param later how many are due later: they failed, and pause before the next attempt
     * @param running how many run, or were told to stop and have not
     * @param pausedAt since when it is paused; empty if it is not
     * @param oldestReadyAt since when the task has been ready that is next; of a parked one, if that has been so for longer; empty if there
     *     is none
     * @param workers how many live workers serve it, those not counted that drain
     * @param slots how many tasks these run at once, of whatever queues
     * @param aheadRate how many of its tasks ended in the last minute, as far as they are kept
     */
    record Queue(
            String name,
            long ready,
            long parked,
            long blocked,
            long later,
            long running,
            Optional<Instant> pausedAt,
            Optional<Instant> oldestReadyAt,
            int workers,
            int slots,
            long aheadRate) {}
}
