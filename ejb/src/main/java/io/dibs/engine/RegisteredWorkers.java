package io.dibs.engine;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.Workers;
import io.dibs.store.Roll;
import io.dibs.store.WorkerStore;

/** The workers that are registered in the store. */
@ApplicationScoped
class RegisteredWorkers implements Workers {
    private final WorkerStore store;

    protected RegisteredWorkers() {
        this(null);
    }

    @Inject
    RegisteredWorkers(WorkerStore store) {
        this.store = store;
    }

    @Override
    public List<Worker> list() {
        Roll roll = store.list();
        return roll.workers().stream()
                .map(worker -> worker(worker, roll.time()))
                .sorted(Comparator.comparing(Worker::name).thenComparing(Worker::startedAt))
                .toList();
    }

    @Override
    public Optional<Worker> find(String name) {
        return list().stream()
                .filter(worker -> worker.name().equals(name))
                .max(Comparator.comparing(Worker::startedAt));
    }

    private static Worker worker(Roll.Registered registered, Instant time) {
        WorkerStore.Registration worker = registered.worker();
        return new Worker(
                worker.name(),
                worker.incarnation(),
                registered.leaseEnd().isAfter(time),
                registered.started(),
                registered.leaseEnd().minus(worker.lease()),
                worker.slots(),
                worker.queues(),
                worker.version(),
                worker.modules(),
                registered.tasks());
    }
}
