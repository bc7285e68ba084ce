package io.dibs.web.request;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.dibs.TaskPurge;
import io.dibs.TaskState;
import io.dibs.web.problem.InvalidRequestException;

/**
 * What {@code POST tasks/purge} says.
 *
 * @param finishedBefore the tasks ended before this time
 * @param states names of final states
 */
public record PurgeRequest(Optional<Instant> finishedBefore, Optional<List<String>> states) {
    /** Of a request that says nothing. */
    public static final PurgeRequest DEFAULT = new PurgeRequest(Optional.empty(), Optional.empty());

    private static final String FINISHED_BEFORE = "finished_before";
    private static final String STATES = "states";

    /**
     * Which tasks are meant.
     *
     * @throws InvalidRequestException if a field has a bad value
     */
    public TaskPurge purge() {
        TaskPurge purge = states.map(PurgeRequest::ofStates).orElse(TaskPurge.completed());
        try {
            return finishedBefore.map(purge::finishedBefore).orElse(purge);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(FINISHED_BEFORE, e.getMessage());
        }
    }

    private static TaskPurge ofStates(List<String> names) {
        try {
            return TaskPurge.of(names.stream().map(TaskState::of).toArray(TaskState[]::new));
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(STATES, e.getMessage());
        }
    }
}
