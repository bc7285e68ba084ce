package io.dibs;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which final tasks to delete, see {@link Tasks#purge}. Immutable.
 *
 * @param finishedBefore those that ended before this time, by Redis' clock, from 1970 to 9999; empty for {@link #DEFAULT_AGE}
 *     before the purge was dispatched. What ends later than that is never deleted
 * @param states those in these states, all final, at least one
 * @param owner those that this user dispatched; empty for all
 */
public record TaskPurge(Optional<Instant> finishedBefore, List<TaskState> states, Optional<String> owner) {
    /** How long ago a task has ended that is deleted when nothing is said: 30 days. */
    public static final Duration DEFAULT_AGE = Duration.ofDays(30);

    private static final Instant END = Instant.parse("9999-12-31T23:59:59.999999Z");

    /** @throws IllegalArgumentException if there is no state, one is not final, or the time is out of its range */
    public TaskPurge {
        if (states.isEmpty()) {
            throw new IllegalArgumentException("A purge needs at least one state.");
        }
        Set<TaskState> once = EnumSet.copyOf(states);
        once.forEach(state -> {
            if (!state.isFinal()) {
                throw new IllegalArgumentException("A purge deletes final tasks only, and '" + state.text()
                        + "' is no final state; those are completed, failed and canceled.");
            }
        });
        states = List.copyOf(once);
        finishedBefore.ifPresent(time -> {
            if (time.isBefore(Instant.EPOCH) || time.isAfter(END)) {
                throw new IllegalArgumentException("A purge is for tasks that finished before a time from "
                        + Instant.EPOCH + " to " + END + ", not " + time + ".");
            }
        });
    }

    /** Completed tasks that ended more than 30 days ago. */
    public static TaskPurge completed() {
        return of(TaskState.COMPLETED);
    }

    /** Tasks in these states that ended more than 30 days ago. */
    public static TaskPurge of(TaskState... states) {
        return new TaskPurge(Optional.empty(), List.of(states), Optional.empty());
    }

    /** The same for those that ended before this time. */
    public TaskPurge finishedBefore(Instant time) {
        return new TaskPurge(Optional.of(time), states, owner);
    }

    /** The same for those that this user dispatched. */
    public TaskPurge ownedBy(String user) {
        return new TaskPurge(finishedBefore, states, Optional.of(user));
    }
}
