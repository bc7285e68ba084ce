package io.dibs.web.json;

import java.util.List;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

import io.dibs.RetryPolicy;

/**
 * Whether and when a task is tried again.
 *
 * @param maxAttempts how many attempts there are in all
 * @param delay the pause after the first attempt, ISO 8601
 * @param maxDelay the longest pause; if it is longer, the pause doubles up to it
 * @param exceptions the exception classes that are tried again; empty for all
 */
@JsonbPropertyOrder({"maxAttempts", "delay", "maxDelay", "exceptions"})
public record RetryJson(int maxAttempts, String delay, String maxDelay, List<String> exceptions) {
    static RetryJson of(RetryPolicy retry) {
        return new RetryJson(
                retry.maxAttempts(), retry.delay().toString(), retry.maxDelay().toString(), retry.exceptions());
    }
}
