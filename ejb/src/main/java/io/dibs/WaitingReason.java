package io.dibs;

import java.util.List;
import java.util.Optional;

/**
 * Why a task is not running.
 *
 * @param kind what it waits for
 * @param message a sentence for people
 * @param resources the reservations that are not granted yet; empty unless {@link Kind#RESOURCES}
 * @param ahead how many ready tasks of its queue come first; empty unless {@link Kind#WORKER}
 */
public record WaitingReason(Kind kind, String message, List<Blocked> resources, Optional<Long> ahead) {
    /** What a task waits for. */
    public enum Kind {
        /** Earlier tasks have, or come first for, resources that it needs. */
        RESOURCES,
        /** It failed, and its next attempt is due later: see {@link Task#dueAt}. */
        RETRY,
        /** It is ready; its turn at a worker has not come. */
        WORKER,
        /** It is ready, and no live worker serves its queue. */
        NO_WORKER_FOR_QUEUE,
        /** It is ready, and no worker that was free so far knows its method. */
        NO_WORKER_FOR_METHOD
    }

    /**
     * A reservation that is not granted.
     *
     * @param reservation the resource, and how the task wants it
     * @param position how many tasks come before it in the resource's line, holders included
     * @param holders the tasks that have it now
     */
    public record Blocked(Reservation reservation, long position, List<Claim> holders) {}
}
