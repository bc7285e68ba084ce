package io.dibs.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.awaitility.Awaitility;

import io.dibs.Reservation;
import io.dibs.RetryPolicy;
import io.dibs.TaskContext;
import io.dibs.TaskState;
import io.dibs.TaskStateChanged;
import io.dibs.store.Attributes;
import io.dibs.store.Domain;
import io.dibs.store.NewTask;
import io.dibs.store.StoredTask;

/** A worker pool on a real Redis server whose tasks are lambdas. */
final class RunningPool implements AutoCloseable {
    /** What a task does; gives its result, JSON. */
    interface Work {
        String run(TaskContext context) throws Exception;
    }

    final Domain domain;
    final WorkerPool pool;
    final List<TaskStateChanged> changes = new CopyOnWriteArrayList<>();
    final List<String> completedGroups = new CopyOnWriteArrayList<>();
    final List<Thread> threads = new CopyOnWriteArrayList<>();
    /** Of all pools: a task may come to another one than the one that dispatched it. */
    private static final Map<String, Work> WORKS = new ConcurrentHashMap<>();

    RunningPool(int slots, Duration grace) {
        this(Domain.fresh(), slots, grace, Duration.ofSeconds(30), false);
    }

    RunningPool(Domain domain, int slots, Duration grace, Duration lease, boolean redact) {
        this(domain, slots, grace, lease, redact, pool -> {});
    }

    /** @param prepare what is to be done to the pool before it starts */
    RunningPool(
            Domain domain, int slots, Duration grace, Duration lease, boolean redact, Consumer<WorkerPool> prepare) {
        this(domain, slots, grace, lease, redact, Map.of(), prepare);
    }

    /** A pool of an application that has these versions of its modules. */
    static RunningPool with(Domain domain, int slots, Map<String, String> modules) {
        Duration seconds = Duration.ofSeconds(30);
        return new RunningPool(domain, slots, seconds, seconds, false, modules, pool -> {});
    }

    private RunningPool(
            Domain domain,
            int slots,
            Duration grace,
            Duration lease,
            boolean redact,
            Map<String, String> modules,
            Consumer<WorkerPool> prepare) {
        this.domain = domain;
        StateListener listener = new StateListener() {
            @Override
            public boolean isListening() {
                return true;
            }

            @Override
            public void changed(TaskStateChanged change) {
                changes.add(change);
            }

            @Override
            public void groupCompleted(String group) {
                completedGroups.add(group);
            }
        };
        pool = new WorkerPool(
                new WorkerPool.Options(
                        "test",
                        List.of("*"),
                        slots,
                        lease,
                        grace,
                        Path.of(System.getProperty("java.io.tmpdir"), "dibs-test"),
                        redact,
                        "1",
                        modules),
                domain.tasks,
                domain.workers,
                claim -> {
                    Work work = WORKS.get(claim.name());
                    if (work == null) {
                        throw new UnknownMethodException(claim.name());
                    }
                    return work.run(CurrentTask.find().orElseThrow());
                },
                listener,
                loop -> {
                    Thread thread = new Thread(loop);
                    threads.add(thread);
                    return thread;
                });
        prepare.accept(pool);
        pool.start();
    }

    UUID dispatch(Work work, String... reservations) {
        return dispatch(domain, Attributes.NONE, work, reservations);
    }

    /** The same by another way to the domain. */
    UUID dispatchThrough(Domain through, Work work, String... reservations) {
        return dispatch(through, Attributes.NONE, work, reservations);
    }

    UUID dispatchThrough(Domain through, RetryPolicy retry, Work work, String... reservations) {
        return dispatch(through, Attributes.NONE.with(retry), work, reservations);
    }

    UUID dispatch(RetryPolicy retry, Work work, String... reservations) {
        return dispatch(domain, Attributes.NONE.with(retry), work, reservations);
    }

    UUID dispatch(Attributes attributes, Work work, String... reservations) {
        return dispatch(domain, attributes, work, reservations);
    }

    private static String name(UUID id) {
        return "test.Tasks#work" + id;
    }

    UUID dispatchWithTimeout(Duration timeout, Work work, String... reservations) {
        return dispatch(domain, Attributes.NONE.with(timeout), work, reservations);
    }

    /** Dispatches a task; without work, one whose method the pool does not know. */
    private UUID dispatch(Domain through, Attributes attributes, Work work, String... reservations) {
        UUID id = UUID.randomUUID();
        String name = name(id);
        if (work != null) {
            WORKS.put(name, work);
        }
        through.tasks.dispatch(new NewTask(
                id,
                name,
                "[]",
                "default",
                0,
                Arrays.stream(reservations).map(Reservation::exclusive).toList(),
                attributes,
                Optional.empty()));
        return id;
    }

    UUID dispatchUnknown(String... reservations) {
        return dispatch(domain, Attributes.NONE, null, reservations);
    }

    StoredTask task(UUID id) {
        return domain.tasks.find(id).orElseThrow();
    }

    StoredTask await(UUID id, TaskState state) {
        return Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> task(id), task -> task.state() == state);
    }

    @Override
    public void close() {
        pool.close();
        domain.close();
    }
}
