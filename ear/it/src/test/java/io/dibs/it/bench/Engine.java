package io.dibs.it.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.dibs.Reservation;
import io.dibs.store.Attributes;
import io.dibs.store.NewTask;
import io.dibs.store.Redis;
import io.dibs.store.StoreSettings;
import io.dibs.store.TaskStore;
import io.dibs.store.WorkerStore;
import io.dibs.worker.StateListener;
import io.dibs.worker.TaskBody;
import io.dibs.worker.WorkerPool;

/**
 * The engine without a container. As the main class of a process it is a worker of one slot whose tasks do nothing, for as
 * long as its input is open; arguments: Redis' URL, domain.
 */
final class Engine implements AutoCloseable {
    private static final StoreSettings.Retention KEEP =
            new StoreSettings.Retention(10_000, 10_000, 10_000, Duration.ofDays(30));

    private final Redis redis;
    private final TaskStore tasks;

    Engine(URI url, String domain) {
        redis = new Redis(
                new StoreSettings(domain, url, Optional.empty(), Optional.empty(), Duration.ofSeconds(2), 16, KEEP));
        tasks = new TaskStore(redis, KEEP);
    }

    public static void main(String[] arguments) throws IOException {
        new Engine(URI.create(arguments[0]), arguments[1]).worker("*", 1, task -> "");
        System.in.read(); // Until the one who started it closes its end of the pipe, or has gone.
        System.exit(0);
    }

    WorkerPool worker(String queue, int slots, TaskBody body) {
        WorkerPool pool = new WorkerPool(
                new WorkerPool.Options(
                        "bench",
                        List.of(queue),
                        slots,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(10),
                        Path.of(System.getProperty("java.io.tmpdir"), "dibs-bench"),
                        true,
                        "bench",
                        Map.of()),
                tasks,
                new WorkerStore(redis, KEEP),
                body,
                StateListener.NONE,
                Thread::new);
        pool.start();
        return pool;
    }

    void dispatch(String queue, List<Reservation> reservations) {
        tasks.dispatch(new NewTask(
                UUID.randomUUID(),
                "bench.Tasks#nothing",
                "[]",
                queue,
                0,
                reservations,
                Attributes.NONE,
                Optional.empty()));
    }

    @Override
    public void close() {
        redis.close();
    }
}
