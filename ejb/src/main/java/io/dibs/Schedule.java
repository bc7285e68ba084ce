package io.dibs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A schedule as it was when it was read: at each of its ticks one task is dispatched, by whichever process is alive. All times
 * are Redis' time.
 *
 * @param name its name
 * @param timing when its ticks are due
 * @param overlap what becomes of a tick whose predecessor's task is not final
 * @param missed what becomes of ticks that could not be dispatched in time
 * @param task what is dispatched
 * @param declaredBy the module in whose code it is declared, see {@link Scheduled}
 * @param createdAt when it was saved first
 * @param changedAt when it was last changed, paused or resumed
 * @param pausedAt when it was paused, while it is
 * @param nextAt when its next tick is due, unless it is paused
 * @param lastTickAt when the last tick was due that has passed
 * @param lastTask the task that was dispatched last by a tick; it may not be kept any more
 * @param lastRun the task that was dispatched last by {@link Schedules#run}; likewise
 * @param ticks what became of the ticks that have passed
 */
public record Schedule(
        String name,
        Timing timing,
        Overlap overlap,
        Missed missed,
        ScheduledTask task,
        Optional<String> declaredBy,
        Instant createdAt,
        Instant changedAt,
        Optional<Instant> pausedAt,
        Optional<Instant> nextAt,
        Optional<Instant> lastTickAt,
        Optional<UUID> lastTask,
        Optional<UUID> lastRun,
        Ticks ticks) {
    /** The most schedules that a domain can have. */
    public static final int MOST = 10_000;

    /** What becomes of a tick while the last task of its schedule is not final. */
    public enum Overlap {
        /** The tick is skipped, and counted. */
        SKIP,
        /** Its task is dispatched too, and waits for whatever it reserves. */
        QUEUE;

        /** The name as the REST API writes it: lower case. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What becomes of missed ticks: those that were not dispatched within a minute after they were due, since no process was
     * alive or Redis was away, and those after which another one was due already.
     */
    public enum Missed {
        /** One task is dispatched for all of them together. */
        ONCE,
        /** They are left out. */
        SKIP;

        /** The name as the REST API writes it: lower case. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The task that a schedule dispatches.
     *
     * @param name the method, {@code class#method}
     * @param queue its queue
     * @param priority -100 to 100
     * @param reservations what it reserves, in the order of their names
     * @param description what people read
     * @param group the group
     * @param timeout how long it may run
     * @param retry whether and when it is tried again
     * @param owner who saved the schedule
     */
    public record ScheduledTask(
            String name,
            String queue,
            int priority,
            List<Reservation> reservations,
            Optional<String> description,
            Optional<String> group,
            Optional<Duration> timeout,
            RetryPolicy retry,
            Optional<String> owner) {}

    /**
     * What became of the ticks of a schedule; each counts once.
     *
     * @param dispatched those with a task
     * @param skipped those that were skipped since a task of the schedule was not final
     * @param missed those that were missed and have no task; of those that passed together, at most 1,000 count
     */
    public record Ticks(long dispatched, long skipped, long missed) {}
}
