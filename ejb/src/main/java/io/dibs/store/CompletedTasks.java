package io.dibs.store;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * The tasks that this process has completed lately: a record that was set back in Redis is not run again here. Thread-safe.
 */
final class CompletedTasks {
    /** Some 6 MB. */
    private static final int REMEMBERED = 65_536;

    private final UUID[] inOrder = new UUID[REMEMBERED];
    private final Set<UUID> ids = new HashSet<>();
    private int next;

    synchronized void add(UUID task) {
        if (!ids.add(task)) {
            return;
        }
        if (inOrder[next] != null) {
            ids.remove(inOrder[next]);
        }
        inOrder[next] = task;
        next = (next + 1) % REMEMBERED;
    }

    synchronized boolean contains(UUID task) {
        return ids.contains(task);
    }
}
