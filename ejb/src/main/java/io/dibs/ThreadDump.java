package io.dibs;

import java.time.Instant;

/**
 * Where all threads of a worker's process were.
 *
 * @param takenAt when that was, by Redis' clock
 * @param text for each thread its name, its state, what it waits for, and its stack; at most 1 MiB as UTF-8
 */
public record ThreadDump(Instant takenAt, String text) {}
