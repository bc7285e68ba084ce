package io.dibs.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.ThreadDump;
import io.dibs.WorkerSilentException;
import io.dibs.Workers;
import io.dibs.store.Roll;
import io.dibs.store.WorkerRequests;
import io.dibs.store.WorkerStore;

/** The workers that are registered in the store. */
@ApplicationScoped
class RegisteredWorkers implements Workers {
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

    private final WorkerStore store;
    private final WorkerRequests requests;

    protected RegisteredWorkers() {
        this(null, null);
    }

    @Inject
    RegisteredWorkers(WorkerStore store, WorkerRequests requests) {
        this.store = store;
        this.requests = requests;
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

    @Override
    public Optional<Worker> drain(String name) {
        return drain(name, true);
    }

    @Override
    public Optional<Worker> undrain(String name) {
        return drain(name, false);
    }

    private Optional<Worker> drain(String name, boolean draining) {
        return find(name)
                .filter(worker -> requests.drain(worker.incarnation(), draining))
                .flatMap(worker -> list().stream()
                        .filter(each -> each.incarnation().equals(worker.incarnation()))
                        .findAny());
    }

    @Override
    public Optional<ThreadDump> threads(String name, Duration atMost) {
        long start = System.nanoTime();
        Optional<Worker> worker = find(name);
        OptionalLong question =
                worker.map(each -> requests.askThreads(each.incarnation())).orElse(OptionalLong.empty());
        if (question.isEmpty()) {
            return Optional.empty();
        }
        String incarnation = worker.orElseThrow().incarnation();
        while (true) {
            Optional<WorkerRequests.Threads> answer = requests.threads(incarnation, question.getAsLong());
            if (answer.isPresent()) {
                return answer.map(threads -> new ThreadDump(threads.taken(), threads.text()));
            }
            if (System.nanoTime() - start >= atMost.toNanos()) {
                throw new WorkerSilentException(
                        "The worker '" + name + "' has not answered within " + atMost.toSeconds()
                                + " s: it stands still, has lost its way to Redis, or is gone. Look at its process.");
            }
            sleep();
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(LOOK_INTERVAL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkerSilentException("The thread that waited for the worker's answer was interrupted.");
        }
    }

    private static Worker worker(Roll.Registered registered, Instant time) {
        WorkerStore.Registration worker = registered.worker();
        return new Worker(
                worker.name(),
                worker.incarnation(),
                registered.leaseEnd().isAfter(time),
                registered.draining(),
                registered.started(),
                registered.leaseEnd().minus(worker.lease()),
                registered.leaseEnd(),
                worker.slots(),
                worker.queues(),
                worker.version(),
                worker.modules(),
                registered.tasks());
    }
}
