package io.dibs.web.json;

import java.time.Instant;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

import io.dibs.ThreadDump;

/** Where the threads of a worker's process were. */
@JsonbPropertyOrder({"takenAt", "text"})
public record ThreadsJson(Instant takenAt, String text) {
    /** A thread dump. */
    public static ThreadsJson of(ThreadDump dump) {
        return new ThreadsJson(dump.takenAt(), dump.text());
    }
}
