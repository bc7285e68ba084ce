package io.dibs;

import java.time.Instant;

/**
 * Where the thread of a task was that does not stop.
 *
 * @param text one line a frame, as the JVM prints it
 * @param takenAt when, by Redis' time
 */
public record StackTrace(String text, Instant takenAt) {}
