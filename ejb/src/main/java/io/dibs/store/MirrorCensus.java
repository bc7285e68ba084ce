package io.dibs.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import io.dibs.TaskState;

/**
 * How many mirrored tasks each queue has, by one look at all of them. What is ready or blocked the mirror does not know: both wait.
 * Queues are known by the hashes of their names.
 */
final class MirrorCensus {
    private static final Queue NONE = new Queue();

    private final Map<Long, Queue> queues = new HashMap<>();

    private MirrorCensus() {}

    /** The tasks of one queue. */
    static final class Queue {
        private long waiting;
        private long later;
        private long running;
        private long ended;
        private UUID one;

        /** How many neither run nor are final. */
        long waiting() {
            return waiting;
        }

        /** How many of these are due later. */
        long later() {
            return later;
        }

        /** How many run, those included that are canceling. */
        long running() {
            return running;
        }

        /** How many ended in the last while. */
        long ended() {
            return ended;
        }

        /** One of those that are not final; null if all are. */
        UUID one() {
            return one;
        }
    }

    /**
     * Counts.
     *
     * @param since when the last while began, in microseconds
     * @param later the ids of tasks that are due later
     */
    static MirrorCensus of(MirrorTable table, long since, Collection<UUID> later) {
        MirrorCensus census = new MirrorCensus();
        for (int i = 0; i < table.size(); i++) {
            MirroredTask task = table.get(i);
            // Of most tasks nothing is to be counted: they ended long ago.
            if (task.state != null && !(task.isFinal() && task.finished < since)) {
                add(census.queues.computeIfAbsent(task.queue, hash -> new Queue()), task);
            }
        }
        for (UUID id : later) {
            MirroredTask task = table.find(id);
            if (task != null && task.state == TaskState.WAITING) {
                census.queues.get(task.queue).later++;
            }
        }
        return census;
    }

    private static void add(Queue queue, MirroredTask task) {
        if (task.isFinal()) {
            queue.ended++;
            return;
        }
        if (task.state == TaskState.WAITING) {
            queue.waiting++;
        } else {
            queue.running++;
        }
        queue.one = task.id();
    }

    /** What a queue has. */
    Queue queue(String name) {
        return queues.getOrDefault(TextHash.of(name), NONE);
    }

    /** One task of each queue that has any that are not final, but for these queues. */
    Collection<UUID> othersThan(Collection<String> names) {
        Map<Long, Queue> others = new HashMap<>(queues);
        names.forEach(name -> others.remove(TextHash.of(name)));
        return others.values().stream()
                .filter(queue -> queue.one != null)
                .map(Queue::one)
                .toList();
    }
}
