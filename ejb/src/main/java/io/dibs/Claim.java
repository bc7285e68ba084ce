package io.dibs;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A task in the line of a resource.
 *
 * @param task the task
 * @param mode how it wants or has the resource
 * @param granted whether it has it
 * @param state the task's state
 * @param worker the name of the worker that runs it
 * @param since when the task joined the line, or, once it runs, when it started
 */
public record Claim(
        UUID task, Reservation.Mode mode, boolean granted, TaskState state, Optional<String> worker, Instant since) {}
