package io.dibs.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Keeps what is told of a task in order. Dispatching and canceling take a turn, from before the store is asked until the
 * change is told; what the worker does with the task meanwhile, which may be faster than the store's answer, is told after
 * it. Thread-safe.
 */
final class Turns {
    private final Map<UUID, Integer> taken = new HashMap<>();

    synchronized void begin(UUID task) {
        taken.merge(task, 1, Integer::sum);
    }

    synchronized void end(UUID task) {
        if (taken.computeIfPresent(task, (id, turns) -> turns == 1 ? null : turns - 1) == null) {
            notifyAll();
        }
    }

    /** Waits until nobody has a turn with the task, or for so long. */
    synchronized void awaitNone(UUID task, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (taken.containsKey(task)) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }
}
