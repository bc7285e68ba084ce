package io.dibs;

import java.util.Optional;
import java.util.UUID;

/**
 * A CDI event: a task has changed its state. It is fired, and fired asynchronously, once for each change, in the process
 * that made the change, after the store has it: dispatched ({@code waiting}) where it was dispatched; {@code running} and
 * the end where it ran; {@code canceling} and {@code canceled} where it was canceled. Observers decide nothing any more:
 * what they throw is logged. Synchronous observers see the changes that one process makes to a task in their order;
 * asynchronous ones may not. A synchronous observer delays the worker, so it should be quick.
 *
 * @param task the task's id
 * @param name its method, {@code class#method}
 * @param from its state before; empty when it was dispatched
 * @param to its state now
 */
public record TaskStateChanged(UUID task, String name, Optional<TaskState> from, TaskState to) {}
