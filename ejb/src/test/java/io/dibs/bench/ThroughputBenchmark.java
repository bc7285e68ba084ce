package io.dibs.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

import io.dibs.Reservation;
import io.dibs.store.Attributes;
import io.dibs.store.Domain;
import io.dibs.store.NewTask;
import io.dibs.store.StoreSettings;
import io.dibs.worker.StateListener;
import io.dibs.worker.WorkerPool;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * How many no-op tasks are dispatched and drained in a second, beside how often one plain Redis command can be done with as
 * many threads, all in one run on one machine. Rates of different runs or machines do not compare; the ratios do.
 */
final class ThroughputBenchmark {
    private static final int RUNS = Integer.getInteger("bench.runs", 5);
    private static final int TASKS = Integer.getInteger("bench.tasks", 20_000);
    private static final int THREADS = 16;
    private static final int RESOURCES = 1_000;

    private final List<Row> rows = new ArrayList<>();

    private interface Measurement {
        double run() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        new ThroughputBenchmark().run(Path.of(arguments[0]));
    }

    private void run(Path report) throws Exception {
        try (Domain domain = domain()) {
            measure("raw: RPOP, 16 threads, not pipelined", () -> raw(domain.settings));
        }
        for (int threads : new int[] {1, THREADS}) {
            measure("dispatch, no resources, " + threads + " threads", () -> dispatch(threads, false));
            measure("dispatch, 1 exclusive + 1 shared, " + threads + " threads", () -> dispatch(threads, true));
        }
        for (int slots : new int[] {THREADS, 64}) {
            measure("drain, no resources, " + slots + " slots", () -> drain(slots, false));
            measure("drain, 1 exclusive + 1 shared of 1,000, " + slots + " slots", () -> drain(slots, true));
        }
        report(report);
    }

    private void measure(String name, Measurement measurement) throws Exception {
        measurement.run(); // Warms up.
        double[] rates = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            rates[i] = measurement.run();
        }
        rows.add(new Row(name, rates));
    }

    private double raw(StoreSettings settings) throws Exception {
        List<Jedis> connections = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            connections.add(new Jedis(
                    settings.url().getHost(),
                    settings.url().getPort(),
                    DefaultJedisClientConfig.builder()
                            .resp2()
                            .password(JedisURIHelper.getPassword(settings.url()))
                            .build()));
        }
        try {
            String[] values = new String[1_000];
            java.util.Arrays.fill(values, "x");
            for (int i = 0; i < TASKS / values.length; i++) {
                connections.get(0).rpush("bench", values);
            }
            return Parallel.perSecond(
                    TASKS, THREADS, i -> connections.get(i % THREADS).rpop("bench"));
        } finally {
            connections.forEach(Jedis::close);
        }
    }

    private static double dispatch(int threads, boolean resources) throws Exception {
        try (Domain domain = domain()) {
            return Parallel.perSecond(TASKS, threads, i -> dispatch(domain, i, resources));
        }
    }

    private static double drain(int slots, boolean resources) throws Exception {
        try (Domain domain = domain()) {
            Parallel.perSecond(TASKS, THREADS, i -> dispatch(domain, i, resources));
            CountDownLatch left = new CountDownLatch(TASKS);
            WorkerPool pool = new WorkerPool(
                    new WorkerPool.Options(
                            "bench",
                            List.of("*"),
                            slots,
                            Duration.ofSeconds(30),
                            Duration.ofSeconds(30),
                            Path.of(System.getProperty("java.io.tmpdir"), "dibs-bench"),
                            false,
                            "bench"),
                    domain.tasks,
                    domain.workers,
                    claim -> {
                        left.countDown();
                        return "";
                    },
                    StateListener.NONE,
                    Thread::new);
            long start = System.nanoTime();
            try (pool) {
                pool.start();
                left.await();
                return TASKS / ((System.nanoTime() - start) / 1e9);
            }
        }
    }

    private static Domain domain() {
        return Domain.fresh(new StoreSettings.Retention(1_000, 1_000, 1_000, Duration.ofDays(1)));
    }

    private static void dispatch(Domain domain, int number, boolean resources) {
        domain.tasks.dispatch(new NewTask(
                UUID.randomUUID(),
                "bench.Tasks#nothing",
                "[]",
                "default",
                0,
                resources
                        ? List.of(
                                Reservation.exclusive("x" + number % RESOURCES),
                                Reservation.shared("s" + number * 7 % RESOURCES))
                        : List.of(),
                Attributes.NONE,
                Optional.empty()));
    }

    private void report(Path report) throws IOException {
        double raw = rows.get(0).median();
        System.out.println();
        rows.forEach(row -> System.out.println(row.line(raw)));
        Files.createDirectories(report.getParent());
        Files.writeString(
                report, rows.stream().map(row -> row.json(raw)).collect(Collectors.joining(",\n ", "[", "]\n")));
        System.out.println("\nEach is the median of " + RUNS + " runs of " + TASKS + " tasks; see " + report + ".");
    }
}
