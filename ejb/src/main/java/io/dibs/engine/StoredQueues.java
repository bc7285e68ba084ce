package io.dibs.engine;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.QueueConflictException;
import io.dibs.Queues;
import io.dibs.store.QueueStore;
import io.dibs.store.Roll;
import io.dibs.store.StoredQueue;
import io.dibs.store.WorkerStore;

/** The queues in the store, and who serves them. */
@ApplicationScoped
class StoredQueues implements Queues {
    private final QueueStore store;
    private final WorkerStore workers;

    protected StoredQueues() {
        this(null, null);
    }

    @Inject
    StoredQueues(QueueStore store, WorkerStore workers) {
        this.store = store;
        this.workers = workers;
    }

    @Override
    public List<Queue> list() {
        List<Roll.Registered> live = live();
        Set<String> served = new TreeSet<>();
        live.forEach(worker -> served.addAll(worker.worker().queues()));
        served.remove("*");
        return store.list(served).stream().map(queue -> queue(queue, live)).toList();
    }

    @Override
    public Queue find(String name) {
        return queue(store.find(QueueName.checked(name)), live());
    }

    @Override
    public Queue pause(String name) {
        if (!store.pause(QueueName.checked(name))) {
            throw new QueueConflictException(
                    "There are " + QueueStore.MOST_PAUSED + " paused queues already; resume one that need not be.");
        }
        return find(name);
    }

    @Override
    public Queue resume(String name) {
        store.resume(QueueName.checked(name));
        return find(name);
    }

    private List<Roll.Registered> live() {
        Roll roll = workers.list();
        Predicate<Roll.Registered> live = worker -> worker.leaseEnd().isAfter(roll.time());
        return roll.workers().stream().filter(live).toList();
    }

    private static Queue queue(StoredQueue queue, List<Roll.Registered> live) {
        List<WorkerStore.Registration> serving = live.stream()
                .filter(worker -> worker.serves(queue.name()))
                .map(Roll.Registered::worker)
                .toList();
        return new Queue(
                queue.name(),
                queue.ready(),
                queue.parked(),
                queue.blocked(),
                queue.later(),
                queue.running(),
                queue.pausedAt(),
                queue.readyAt(),
                serving.size(),
                serving.stream().mapToInt(WorkerStore.Registration::slots).sum(),
                queue.ended());
    }
}
