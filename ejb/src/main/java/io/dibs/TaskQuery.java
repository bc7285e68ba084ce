package io.dibs;

import java.util.Objects;
import java.util.Optional;

/**
 * Which tasks to list.
 *
 * @param state only those in this state
 * @param name only those of this method, {@code class#method}
 * @param offset how many to leave out, from 0
 * @param limit how many at most, 1 to 1,000
 */
public record TaskQuery(Optional<TaskState> state, Optional<String> name, int offset, int limit) {
    /** How many tasks a page has at most when nothing is said. */
    public static final int DEFAULT_LIMIT = 100;

    /** How many tasks a page can have at most. */
    public static final int MAX_LIMIT = 1000;

    public TaskQuery {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(name, "name");
        if (offset < 0) {
            throw new IllegalArgumentException("offset is " + offset + "; it must not be negative.");
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit is " + limit + "; it must be within 1 and " + MAX_LIMIT + ".");
        }
    }

    /** The first page of all tasks. */
    public static TaskQuery all() {
        return new TaskQuery(Optional.empty(), Optional.empty(), 0, DEFAULT_LIMIT);
    }
}
