package io.dibs;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The order of a list of tasks. Tasks without the time by which they are ordered come last in either direction; those with
 * the same time come as they were dispatched, or the other way round when the order is descending.
 */
public enum TaskOrder {
    /** Last dispatched first: what a list has unless it is told otherwise. */
    NEWEST_FIRST("-created_at"),
    /** As they were dispatched. */
    OLDEST_FIRST("created_at"),
    /** By the start of the present or last attempt, the latest first. A task that is tried again changes its place. */
    LAST_STARTED_FIRST("-started_at"),
    /** By the start of the present or last attempt, the earliest first. A task that is tried again changes its place. */
    FIRST_STARTED_FIRST("started_at"),
    /** By the end, the latest first. */
    LAST_FINISHED_FIRST("-finished_at"),
    /** By the end, the earliest first. */
    FIRST_FINISHED_FIRST("finished_at");

    private final String text;

    TaskOrder(String text) {
        this.text = text;
    }

    /** As the REST API writes it: the field, with a minus sign before it when the largest value comes first. */
    public String text() {
        return text;
    }

    /** Whether the largest value comes first. */
    public boolean isDescending() {
        return text.startsWith("-");
    }

    /**
     * The order of that name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the names
     */
    public static TaskOrder of(String text) {
        return Arrays.stream(values())
                .filter(order -> order.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no order '" + text + "'. Orders are "
                        + Arrays.stream(values()).map(TaskOrder::text).collect(Collectors.joining(", ")) + "."));
    }
}
