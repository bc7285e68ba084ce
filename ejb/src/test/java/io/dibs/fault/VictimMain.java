package io.dibs.fault;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import io.dibs.store.Domain;
import io.dibs.worker.StateListener;
import io.dibs.worker.WorkerPool;

/**
 * A worker process that is made to be killed. SIGTERM drains it.
 *
 * <p>Arguments: domain, Redis' URL through the proxy, Redis' URL, lease in milliseconds, folder for working directories.
 */
final class VictimMain {
    /** All workers of these tests have the same name: it identifies nobody (C42). */
    static final String NAME = "worker@host";

    static final Duration REDIS_TIMEOUT = Duration.ofMillis(700);

    private VictimMain() {}

    public static void main(String[] arguments) {
        Domain domain = Domain.named(arguments[0], arguments[1], REDIS_TIMEOUT);
        URI effects = URI.create(arguments[2]);
        WorkerPool pool = pool(
                domain,
                new CrashTasks(effects, domain.tasks, false, new CountDownLatch(1)),
                Duration.ofMillis(Long.parseLong(arguments[3])),
                Path.of(arguments[4]));
        Runtime.getRuntime().addShutdownHook(new Thread(pool::close));
        pool.start();
    }

    static WorkerPool pool(Domain domain, CrashTasks tasks, Duration lease, Path folder) {
        WorkerPool pool = new WorkerPool(
                new WorkerPool.Options(
                        NAME, List.of("*"), 4, lease, Duration.ofSeconds(5), folder, false, "1", Map.of()),
                domain.tasks,
                domain.workers,
                tasks,
                StateListener.NONE,
                Thread::new);
        pool.tick(domain.schedules, () -> {}, method -> Map.of());
        return pool;
    }
}
