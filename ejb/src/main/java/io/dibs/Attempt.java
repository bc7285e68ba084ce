package io.dibs;

import java.time.Instant;
import java.util.Optional;

/**
 * One attempt at a task. All times are Redis' time.
 *
 * @param number from 1
 * @param worker the name of the worker
 * @param startedAt when it started
 * @param finishedAt when it ended; empty while it runs
 * @param fencingToken its token
 * @param error why it did not complete; empty while it runs, and if it did complete or was canceled
 */
public record Attempt(
        int number,
        Optional<String> worker,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Optional<Long> fencingToken,
        Optional<TaskError> error) {}
