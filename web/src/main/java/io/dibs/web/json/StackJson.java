package io.dibs.web.json;

import java.time.Instant;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

import io.dibs.StackTrace;

/**
 * Where the thread of a task is that does not stop.
 *
 * @param text one line a frame
 */
@JsonbPropertyOrder({"takenAt", "text"})
public record StackJson(Instant takenAt, String text) {
    public static StackJson of(StackTrace stack) {
        return new StackJson(stack.takenAt(), stack.text());
    }
}
