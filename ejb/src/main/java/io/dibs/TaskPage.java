package io.dibs;

import java.util.List;
import java.util.Optional;

/**
 * A page of a list of tasks.
 *
 * @param count how many tasks match, on all pages, at the time of the request
 * @param tasks those of this page, as they were when they were read: fewer than were asked for, although more follow, when
 *     some were changed meanwhile so that they do not match any more
 * @param next where the next page starts, if more tasks follow
 * @param previous where the page before ends, unless this is the first
 */
public record TaskPage(long count, List<Task> tasks, Optional<TaskCursor> next, Optional<TaskCursor> previous) {
    /** Without any task. */
    public static final TaskPage EMPTY = new TaskPage(0, List.of(), Optional.empty(), Optional.empty());
}
