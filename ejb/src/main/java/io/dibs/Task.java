package io.dibs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.json.JsonValue;

/**
 * A task as it was when it was read. All times are Redis' time. What {@link TaskDetail} names is empty when it was not asked for.
 *
 * @param id its id, a time-ordered UUID
 * @param name the method, {@code class#method}
 * @param state its state
 * @param description what people read
 * @param queue the queue
 * @param priority -100 to 100
 * @param timeout how long it may run
 * @param createdAt when it was dispatched
 * @param unblockedAt when all its reservations were granted
 * @param startedAt when the present or last attempt started
 * @param cancelingSince when it was told to stop, while it has not
 * @param finishedAt when it became final
 * @param worker the name of the worker that runs or ran it
 * @param attempt how often it was started
 * @param deaths how often its worker went missing while it ran; the third time it fails, whatever its policy
 * @param attempts the attempts, oldest first: the last 20 that ended without completing the task, and the present or last one
 * @param retry whether and when it is tried again
 * @param dueAt when its next attempt is due, while it pauses before that
 * @param abandonedAt when an operator gave it up, see {@link Tasks#abandon}
 * @param fencingToken the token of the present or last attempt; later attempts of any task have larger ones
 * @param error why it failed
 * @param result what the method returned, as JSON
 * @param progressReports its progress
 * @param progressChangedAt when it last reported anything new in its present or last attempt, to its group too
 * @param createdResources the names of what it created
 * @param reservations what it reserves, in the order of their names
 * @param parent the task inside which it was dispatched
 * @param children the tasks that were dispatched inside it, oldest first; the first 1,000 of them
 * @param childCount how many tasks were dispatched inside it
 * @param group the group
 * @param correlationId what ties together what one request caused
 * @param origin who or what dispatched it
 * @param minimumVersions the oldest versions of the application's modules that may run it, by module
 * @param dependencies the tasks that had to be final before it could start
 */
public record Task(
        UUID id,
        String name,
        TaskState state,
        Optional<String> description,
        String queue,
        int priority,
        Optional<Duration> timeout,
        Instant createdAt,
        Optional<Instant> unblockedAt,
        Optional<Instant> startedAt,
        Optional<Instant> cancelingSince,
        Optional<Instant> finishedAt,
        Optional<String> worker,
        int attempt,
        int deaths,
        List<Attempt> attempts,
        RetryPolicy retry,
        Optional<Instant> dueAt,
        Optional<Instant> abandonedAt,
        Optional<Long> fencingToken,
        Optional<TaskError> error,
        Optional<JsonValue> result,
        List<ProgressReport> progressReports,
        Optional<Instant> progressChangedAt,
        List<String> createdResources,
        List<Reservation> reservations,
        Optional<UUID> parent,
        List<UUID> children,
        long childCount,
        Optional<String> group,
        Optional<String> correlationId,
        Origin origin,
        Map<String, String> minimumVersions,
        List<UUID> dependencies) {
    /**
     * Who or what dispatched a task.
     *
     * @param owner the user who dispatched it, or caused the task inside which it was dispatched
     * @param schedule the schedule that dispatched it
     * @param tick when the tick of the schedule was due whose task it is
     * @param traceparent the trace that it belongs to, as W3C Trace Context writes it
     * @param immediate whether the caller's thread was to run it
     * @param retryOf the final task that it repeats, see {@link Tasks#retry(UUID)}; it may be gone
     */
    public record Origin(
            Optional<String> owner,
            Optional<String> schedule,
            Optional<Instant> tick,
            Optional<String> traceparent,
            boolean immediate,
            Optional<UUID> retryOf) {
        /** Of a task that nobody is known to have dispatched. */
        public static final Origin UNKNOWN =
                new Origin(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

        /** Of a task that repeats none. */
        public Origin(
                Optional<String> owner,
                Optional<String> schedule,
                Optional<Instant> tick,
                Optional<String> traceparent,
                boolean immediate) {
            this(owner, schedule, tick, traceparent, immediate, Optional.empty());
        }

        /** Of a task that is no tick's, and repeats none. */
        public Origin(
                Optional<String> owner, Optional<String> schedule, Optional<String> traceparent, boolean immediate) {
            this(owner, schedule, Optional.empty(), traceparent, immediate);
        }
    }
}
