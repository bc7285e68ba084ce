package io.dibs;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The states of a task. {@code waiting → running → completed | failed}; {@code waiting → canceled};
 * {@code running → canceling → canceled | failed} (failed when the cancellation was a timeout). A worker that
 * finds that it does not know a task's method gives it back: {@code running → waiting}.
 */
public enum TaskState {
    /** Not started: it waits for its resources, or for a worker. {@link Tasks#waitingFor} says which. */
    WAITING,
    /** A worker executes it. */
    RUNNING,
    /** It was told to stop and has not ended yet. It still holds everything that it reserved. */
    CANCELING,
    /** Its method returned. Final. */
    COMPLETED,
    /** Its method threw, it ran out of time, or its worker went missing. Final. */
    FAILED,
    /** It was canceled, before or after it started. Final. */
    CANCELED;

    private static final Map<String, TaskState> BY_TEXT =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(TaskState::text, Function.identity()));

    private final String text = name().toLowerCase(Locale.ROOT);

    /** Whether a task in this state has ended and will never change its state again. */
    public boolean isFinal() {
        return this == COMPLETED || this == FAILED || this == CANCELED;
    }

    /** The name as the REST API and the store write it: lower case. */
    public String text() {
        return text;
    }

    /**
     * The state of that name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the names
     */
    public static TaskState of(String text) {
        TaskState state = text == null ? null : BY_TEXT.get(text);
        if (state == null) {
            throw new IllegalArgumentException("There is no task state '" + text
                    + "'. States are waiting, running, canceling, completed, failed and canceled.");
        }
        return state;
    }
}
