package io.dibs;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Why a task is not running.
 *
 * @param kind what it waits for
 * @param message a sentence for people
 * @param resources the reservations that are not granted yet; empty unless {@link Kind#RESOURCES}
 * @param ahead how many ready tasks of its queue come first; empty unless {@link Kind#WORKER}, and
 *     when a worker has left it waiting that could not run it
 * @param dependencies the tasks that have to be final first, and are not; empty unless {@link Kind#DEPENDENCIES}
 */
public record WaitingReason(
        Kind kind, String message, List<Blocked> resources, Optional<Long> ahead, List<Dependency> dependencies) {
    /** What a task waits for. */
    public enum Kind {
        /** Earlier tasks have, or come first for, resources that it needs. */
        RESOURCES,
        /** Tasks on which it depends are not final. */
        DEPENDENCIES,
        /** It failed, and its next attempt is due later: see {@link Task#dueAt}. */
        RETRY,
        /** It is ready, and its queue is paused: see {@link Queues#pause}. */
        QUEUE_PAUSED,
        /** It is ready; its turn at a worker has not come. */
        WORKER,
        /** It is ready, and no live worker serves its queue. */
        NO_WORKER_FOR_QUEUE,
        /** It is ready, and no worker that was free so far knows its method. */
        NO_WORKER_FOR_METHOD,
        /** It is ready, and no live worker of its queue has the versions of the application's modules that it demands. */
        NO_WORKER_FOR_VERSION
    }

    /**
     * A reservation that is not granted.
     *
     * @param reservation the resource, and how the task wants it
     * @param position how many tasks come before it in the resource's line, holders included
     * @param holders the tasks that have it now
     */
    public record Blocked(Reservation reservation, long position, List<Claim> holders) {}

    /**
     * A task that has to be final first.
     *
     * @param state its state
     * @param worker the worker that runs it
     */
    public record Dependency(UUID task, TaskState state, Optional<String> worker) {}
}
