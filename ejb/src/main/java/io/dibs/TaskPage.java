package io.dibs;

import java.util.List;

/**
 * A page of a list of tasks.
 *
 * @param count how many tasks match, on all pages
 * @param tasks those of this page, newest first
 */
public record TaskPage(long count, List<Task> tasks) {}
