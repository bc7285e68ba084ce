package io.dibs.worker;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The executions of this process that have not ended, by fencing token. Thread-safe. */
final class Executions {
    private final ConcurrentMap<Long, Execution> byToken = new ConcurrentHashMap<>();

    void add(Execution execution) {
        byToken.put(execution.fencingToken(), execution);
    }

    /** Returns whether it was there. */
    boolean remove(Execution execution) {
        return byToken.remove(execution.fencingToken()) != null;
    }

    boolean contains(long fencingToken) {
        return byToken.containsKey(fencingToken);
    }

    /** The fencing tokens of all. */
    Set<Long> tokens() {
        return Set.copyOf(byToken.keySet());
    }

    /** Tells the execution of a fencing token to stop. */
    void stop(long fencingToken, StopReason reason) {
        Execution execution = byToken.get(fencingToken);
        if (execution != null) {
            execution.stop(reason);
        }
    }

    Collection<Execution> all() {
        return byToken.values();
    }

    /** Tells the executions of a task to stop, unless they were told before. */
    void stop(UUID task, StopReason reason) {
        for (Execution execution : byToken.values()) {
            if (execution.taskId().equals(task) && execution.stopped().isEmpty()) {
                execution.stop(reason);
            }
        }
    }

    /** Tells all to stop that were not told before; the watchdog repeats it for those that do not heed it. */
    void stopAll(StopReason reason) {
        for (Execution execution : byToken.values()) {
            if (execution.stopped().isEmpty()) {
                execution.stop(reason);
            }
        }
    }
}
