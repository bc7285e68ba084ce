package io.dibs;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which tasks to list, and how. Immutable: start from {@link #all} or {@link #of}.
 *
 * @param filter which ones
 * @param order in which order
 * @param cursor where the page starts, or ends; empty for the first page
 * @param offset how many to leave out, from 0, without a cursor
 * @param limit how many at most, 1 to 1,000
 * @param details what is read of each; the rest of {@link TaskDetail} is empty in the tasks of the page
 */
public record TaskQuery(
        TaskFilter filter,
        TaskOrder order,
        Optional<TaskCursor> cursor,
        int offset,
        int limit,
        Set<TaskDetail> details) {
    /** How many tasks a page has at most when nothing is said. */
    public static final int DEFAULT_LIMIT = 100;

    /** How many tasks a page can have at most. */
    public static final int MAX_LIMIT = 1000;

    public TaskQuery {
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(order, "order");
        details = Set.copyOf(details);
        if (offset < 0) {
            throw new IllegalArgumentException("offset is " + offset + "; it must not be negative.");
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit is " + limit + "; it must be within 1 and " + MAX_LIMIT + ".");
        }
        if (cursor.isPresent() && cursor.get().order() != order) {
            throw new IllegalArgumentException("The cursor is of a list in the order "
                    + cursor.get().order().text() + ", not " + order.text() + ".");
        }
        if (cursor.isPresent() && offset > 0) {
            throw new IllegalArgumentException("A page starts either at a cursor or at an offset, not at both.");
        }
    }

    /** The first page of all tasks, newest first, with all details. */
    public static TaskQuery all() {
        return of(TaskFilter.ANY);
    }

    /** The first page of these tasks, newest first, with all details. */
    public static TaskQuery of(TaskFilter filter) {
        return new TaskQuery(
                filter, TaskOrder.NEWEST_FIRST, Optional.empty(), 0, DEFAULT_LIMIT, EnumSet.allOf(TaskDetail.class));
    }

    /** The same of other tasks. */
    public TaskQuery filter(TaskFilter other) {
        return new TaskQuery(other, order, cursor, offset, limit, details);
    }

    /** The first page of the same in another order. */
    public TaskQuery order(TaskOrder other) {
        return new TaskQuery(filter, other, Optional.empty(), 0, limit, details);
    }

    /** The page after so many tasks. */
    public TaskQuery offset(int tasks) {
        return new TaskQuery(filter, order, Optional.empty(), tasks, limit, details);
    }

    /** The page at a place. */
    public TaskQuery at(TaskCursor place) {
        return new TaskQuery(filter, order, Optional.of(place), 0, limit, details);
    }

    /** The same with at most so many tasks. */
    public TaskQuery limit(int tasks) {
        return new TaskQuery(filter, order, cursor, offset, tasks, details);
    }

    /** The same with these details of each task only. */
    public TaskQuery details(Set<TaskDetail> wanted) {
        return new TaskQuery(filter, order, cursor, offset, limit, wanted);
    }
}
