package io.dibs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Why a task is not running, down to the roots: who is in its way, why that one is not done yet, and so on. Each task is as it was when
 * it was looked at, some a moment later than others; one that has changed meanwhile says so.
 *
 * <p>It shows at most {@value #MOST_TASKS} tasks, {@value #MOST_IN_A_STEP} that are in the way of one, and
 * {@value #DEEPEST} one behind the other; each is followed once, the first time that it is named.
 *
 * @param step the task that was asked about
 * @param roots the ends of all ways that are shown: what must happen, so that it runs; empty when it is final
 * @param estimate when it may start; empty unless it is ready, and the pace of its queue is known
 */
public record Why(Step step, List<Root> roots, Optional<Estimate> estimate) {
    /** How many tasks are shown at most. */
    public static final int MOST_TASKS = 50;

    /** How many are shown at most that are in the way of one. */
    public static final int MOST_IN_A_STEP = 5;

    /** How many are shown at most one behind the other, with the one that was asked about. */
    public static final int DEEPEST = 10;

    /** What a task is about, or waits for. */
    public enum Kind {
        /** It runs, or was told to stop and still runs. */
        RUNNING,
        /** It has ended. */
        FINAL,
        /** Earlier tasks have, or come first for, resources that it needs. */
        RESOURCES,
        /** Tasks on which it depends are not final. */
        DEPENDENCIES,
        /** It failed, and its next attempt is due later. */
        RETRY,
        /** It is ready; its turn at a worker has not come. */
        WORKER,
        /** It is ready, and no live worker serves its queue. */
        NO_WORKER_FOR_QUEUE,
        /** It is ready, and no worker that was free so far knows its method. */
        NO_WORKER_FOR_METHOD,
        /** It is ready, and no live worker of its queue has the versions of the application's modules that it demands. */
        NO_WORKER_FOR_VERSION,
        /** It is ready, and its queue is paused. */
        QUEUE_PAUSED,
        /** It belongs to somebody else, and whoever asks may not know more of it. */
        HIDDEN
    }

    /**
     * A task and what is in its way.
     *
     * @param task the task; empty if it is {@link Kind#HIDDEN}
     * @param kind what it is about, or waits for
     * @param message a sentence for people about this step
     * @param resources the reservations that are not granted; empty unless {@link Kind#RESOURCES}, and where the task is named a
     *     second time, or no more are shown
     * @param dependencies the tasks that have to be final first; empty unless {@link Kind#DEPENDENCIES}, likewise
     * @param ahead how many ready tasks of its queue come first; empty unless {@link Kind#WORKER} or {@link Kind#QUEUE_PAUSED}
     * @param queue its queue, if it is ready
     * @param dueAt when its next attempt is due; empty unless {@link Kind#RETRY}
     * @param more how many more are in its way than are shown
     */
    public record Step(
            Optional<Subject> task,
            Kind kind,
            String message,
            List<Blocked> resources,
            List<Step> dependencies,
            Optional<Long> ahead,
            Optional<Queue> queue,
            Optional<Instant> dueAt,
            long more) {}

    /**
     * A task.
     *
     * @param id its id
     * @param name the method, {@code class#method}
     * @param state its state
     * @param queue its queue
     * @param worker the name of the worker that runs it, while one does
     * @param since since when it is in that state; for one that waits, when it was dispatched
     * @param progressReports its progress
     */
    public record Subject(
            UUID id,
            String name,
            TaskState state,
            String queue,
            Optional<String> worker,
            Instant since,
            List<ProgressReport> progressReports) {}

    /**
     * A reservation that is not granted.
     *
     * @param reservation the resource, and how the task wants it
     * @param position how many tasks come before it in the resource's line, holders included; empty for those who may not know
     * @param blockers those that have to leave the line first: the holders that conflict with it; where none does, the first
     *     task in the line that does
     */
    public record Blocked(Reservation reservation, Optional<Long> position, List<Blocker> blockers) {}

    /**
     * A task that is in the way of another in the line of a resource.
     *
     * @param mode how it wants or has the resource
     * @param granted whether it has it
     * @param step that task, and what is in its way
     */
    public record Blocker(Reservation.Mode mode, boolean granted, Step step) {}

    /**
     * A queue.
     *
     * @param name its name
     * @param workers how many live workers serve it
     * @param slots how many tasks they run at once, together
     * @param pausedAt since when it is paused
     */
    public record Queue(String name, int workers, int slots, Optional<Instant> pausedAt) {}

    /**
     * The end of a way.
     *
     * @param task the task there; empty if whoever asks may not know of it
     * @param message a sentence for people: what is the matter there, and what to do
     */
    public record Root(Optional<UUID> task, String message) {}

    /**
     * When a task may start.
     *
     * @param at when
     * @param basis a sentence for people: what that is derived from
     */
    public record Estimate(Instant at, String basis) {}
}
