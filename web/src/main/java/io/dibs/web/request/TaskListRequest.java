package io.dibs.web.request;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.dibs.TaskQuery;
import io.dibs.TaskState;
import io.dibs.web.problem.InvalidRequestException;

/**
 * What {@code GET tasks} asks for.
 *
 * @param query which tasks
 */
public record TaskListRequest(TaskQuery query) {
    private static final int MAX_OFFSET = 999_999_999;
    private static final String LIMIT = "limit";
    private static final String OFFSET = "offset";
    private static final String STATE = "state";
    private static final String NAME = "name";

    /**
     * Reads it.
     *
     * @throws InvalidRequestException if a parameter is unknown or has a bad value
     */
    public static TaskListRequest of(Map<String, List<String>> values) {
        Parameters parameters = Parameters.of(values, Set.of(LIMIT, OFFSET, STATE, NAME));
        return new TaskListRequest(new TaskQuery(
                parameters.text(STATE).map(TaskListRequest::state),
                parameters.text(NAME),
                parameters.number(OFFSET, 0, MAX_OFFSET, 0),
                parameters.number(LIMIT, 1, TaskQuery.MAX_LIMIT, TaskQuery.DEFAULT_LIMIT)));
    }

    /** The parameters of the next page, if there are more tasks. */
    public Optional<Map<String, String>> next(long count) {
        long offset = (long) query.offset() + query.limit();
        return offset < count && offset <= MAX_OFFSET ? Optional.of(at(offset)) : Optional.empty();
    }

    /** The parameters of the page before, unless this is the first. */
    public Optional<Map<String, String>> previous() {
        return query.offset() > 0 ? Optional.of(at(Math.max(0, query.offset() - query.limit()))) : Optional.empty();
    }

    private Map<String, String> at(long offset) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put(LIMIT, Integer.toString(query.limit()));
        parameters.put(OFFSET, Long.toString(offset));
        query.state().ifPresent(state -> parameters.put(STATE, state.text()));
        query.name().ifPresent(name -> parameters.put(NAME, name));
        return parameters;
    }

    private static TaskState state(String text) {
        try {
            return TaskState.of(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(STATE, e.getMessage());
        }
    }
}
