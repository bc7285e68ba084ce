package io.dibs;

import java.util.Optional;

/**
 * Why a task failed: either an exception ({@code description} and {@code traceback}) or something that happened to the
 * task ({@code reason}).
 *
 * @param description the exception's message
 * @param traceback its stack trace
 * @param reason a sentence, such as {@code Worker has gone missing.}
 */
public record TaskError(Optional<String> description, Optional<String> traceback, Optional<String> reason) {
    /** The error of a task that something happened to. */
    public static TaskError reason(String reason) {
        return new TaskError(Optional.empty(), Optional.empty(), Optional.of(reason));
    }

    /** The error of a task whose method threw. */
    public static TaskError exception(String description, String traceback) {
        return new TaskError(Optional.of(description), Optional.ofNullable(traceback), Optional.empty());
    }
}
