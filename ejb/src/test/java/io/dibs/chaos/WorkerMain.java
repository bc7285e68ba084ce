package io.dibs.chaos;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import io.dibs.chaos.Entry.Verb;
import io.dibs.store.Redis;
import io.dibs.store.StoreSettings;
import io.dibs.store.TaskStore;
import io.dibs.store.WorkerStore;
import io.dibs.worker.StateListener;
import io.dibs.worker.WorkerPool;

/**
 * A worker process without a container: the real pool, whose tasks are {@link Job}s. SIGTERM drains it.
 *
 * <p>Arguments: name, Redis' URL, domain, lease and grace time in milliseconds, the ledger's port, folder for working
 * directories, queues, whether toxic tasks are toxic.
 */
final class WorkerMain {
    static final StoreSettings.Retention KEEP_ALL =
            new StoreSettings.Retention(10_000_000, 10_000_000, 10_000_000, Duration.ofDays(30));

    /** Two thirds of a second: shorter than the shortest lease, so that a call can be tried again within it. */
    static final Duration REDIS_TIMEOUT = Duration.ofMillis(660);

    private static final int SLOTS = 4;
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration WORTH_TELLING = Duration.ofMillis(500);

    private WorkerMain() {}

    static StoreSettings settings(String url, String domain) {
        return new StoreSettings(
                domain, URI.create(url), Optional.empty(), Optional.empty(), REDIS_TIMEOUT, 8, KEEP_ALL);
    }

    public static void main(String[] arguments) throws InterruptedException {
        String name = arguments[0];
        int ledger = Integer.parseInt(arguments[5]);
        Redis redis = new Redis(settings(arguments[1], arguments[2]));
        TaskStore tasks = new TaskStore(redis, KEEP_ALL);
        WorkerPool pool = new WorkerPool(
                new WorkerPool.Options(
                        name,
                        List.of(arguments[7].split(",")),
                        SLOTS,
                        Duration.ofMillis(Long.parseLong(arguments[3])),
                        Duration.ofMillis(Long.parseLong(arguments[4])),
                        Path.of(arguments[6]),
                        false,
                        "chaos",
                        Map.of()),
                tasks,
                new WorkerStore(redis, KEEP_ALL),
                new JobBody(name, ledger, tasks, Boolean.parseBoolean(arguments[8])),
                StateListener.NONE,
                Thread::new);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            pool.close();
            redis.close();
        }));
        pool.start();
        tellStalls(name, ledger);
    }

    /**
     * Tells the ledger when this process did not run at all for some time: where the machine is too busy, or memory so short
     * that only the garbage collector runs, a lease can be lost without any fault of Dibs.
     */
    private static void tellStalls(String name, int ledger) throws InterruptedException {
        long last = System.nanoTime();
        while (true) {
            LockSupport.parkNanos(TICK.toNanos());
            long now = System.nanoTime();
            Duration stall = Duration.ofNanos(now - last).minus(TICK);
            last = now;
            if (stall.compareTo(WORTH_TELLING) > 0) {
                try (LedgerClient client = new LedgerClient(ledger, name)) {
                    client.write(Verb.STALLED, Long.toString(stall.toMillis()));
                } catch (IOException | OutOfMemoryError e) {
                    // The ledger has gone, or another look comes soon.
                }
            }
        }
    }
}
