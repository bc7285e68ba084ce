package io.dibs.it.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;

import io.dibs.it.Folders;
import io.dibs.launcher.RedisServer;

/**
 * Measures each {@link Row} in one run: one process dispatches, another, started anew for each number of slots, runs the
 * tasks; in the default configuration, but for the number of slots. Argument: where to write the results, as JSON.
 */
final class ServerBenchmark implements AutoCloseable {
    private static final int RUNS = Integer.getInteger("bench.runs", 5);
    private static final int TASKS = Integer.getInteger("bench.tasks", 20_000);
    private static final int WARM_UP = 5 * TASKS;
    private static final int KEPT = 10_000;
    private static final int ARRIVALS = 200;
    private static final int STARTS = 100_000;
    private static final String DOMAIN = "default";
    private static final long ONE_MS_NANOS = 1_000_000;

    private static final Logger LOG = Logger.getLogger("io.dibs");

    private final Path folder;
    private final Path ear;
    private final RedisServer server = RedisServer.inMemory();
    private final URI redis = URI.create(server.uri());
    private final PlainRedis plain = new PlainRedis(redis);
    private final Results results = new Results();
    private final BenchServer dispatcher;

    private ServerBenchmark(Path folder) throws Exception {
        this.folder = folder;
        ear = folder.resolve("bench.ear");
        BenchEar.write(ear);
        dispatcher = BenchServer.start(folder, ear, redis, 0);
    }

    public static void main(String[] arguments) throws Exception {
        Instant start = Instant.now();
        LOG.setLevel(Level.OFF); // The tasks that are to wait for later fail before, a quarter of a million times.
        Path report = Path.of(arguments[0]);
        Files.createDirectories(report.getParent());
        Path folder = Files.createTempDirectory(report.getParent(), "server-");
        try (ServerBenchmark benchmark = new ServerBenchmark(folder)) {
            benchmark.run();
            Files.writeString(report, benchmark.results.json());
            System.out.println("\n" + benchmark.results.table());
        } finally {
            Folders.delete(folder);
        }
        System.out.printf(
                Locale.ROOT,
                "%nMedians of %d runs of %,d tasks; the crowd is %,d waiting ones. Taken in %d s; see %s.%n",
                RUNS,
                TASKS,
                Crowd.SIZE,
                Duration.between(start, Instant.now()).toSeconds(),
                report);
    }

    private void run() throws Exception {
        try (BenchServer worker = BenchServer.start(folder, ear, redis, 16)) {
            dispatcher.awaitReady();
            worker.awaitReady();
            plain.raw(WARM_UP);
            memory(worker);
            warmUp(worker);
            drains(worker, "PLAIN", Row.DRAIN_16, null);
            latency(worker);
            dispatcher.pause();
            IdleProcess.measure(worker.pid(), redis, results);
            dispatcher.resume();
        }
        starts();
        dispatcher.pause();
        WakeUps.measure(redis, plain, results);
        dispatcher.resume();
        farAway();
        try (BenchServer worker = BenchServer.start(folder, ear, redis, 64)) {
            warmUp(worker);
            drains(worker, "PLAIN", Row.DRAIN_64, Row.DISPATCH);
            batches(worker);
            drains(worker, "TWO_OF_THOUSAND", Row.DRAIN_TWO, Row.DISPATCH_TWO);
            drains(worker, "SERIAL", Row.DRAIN_SERIAL, null);
            crowd(worker);
        }
        results.addBest(Row.DRAIN_BEST, Row.DRAIN_16, Row.DRAIN_64);
        peers(System.getProperty("dibs.bench.peers"));
    }

    /** Takes what the module ear/bench has measured just before. */
    private void peers(String file) throws IOException {
        Map<String, Row> rows = Map.of(
                "BullMQ",
                Row.BULLMQ,
                "Redisson's executor",
                Row.REDISSON,
                "db-scheduler on PostgreSQL",
                Row.DB_SCHEDULER);
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(Path.of(file)))) {
            for (JsonObject peer : reader.readArray().getValuesAs(JsonObject.class)) {
                Row row = rows.get(peer.getString("name"));
                double[] rates = numbers(peer, "runs");
                double[] raws = numbers(peer, "raw");
                for (int i = 0; i < rates.length; i++) {
                    results.add(row, rates[i]);
                    if (row == Row.BULLMQ) {
                        results.add(Row.RAW_BESIDE_BULLMQ, raws[i]);
                        results.add(Row.BESIDE_BULLMQ, results.ratio(Row.DRAIN_BEST) * raws[i] / rates[i]);
                    }
                }
            }
        }
    }

    private static double[] numbers(JsonObject peer, String name) {
        return peer.getJsonArray(name).getValuesAs(JsonNumber.class).stream()
                .mapToDouble(JsonNumber::doubleValue)
                .toArray();
    }

    private void batches(BenchServer worker) throws Exception {
        for (int i = -1; i < RUNS; i++) {
            worker.ask("expect", TASKS);
            worker.pause();
            double rate = TASKS / dispatcher.seconds("batch", TASKS, "kind=PLAIN");
            worker.resume();
            worker.ask("await", 60);
            if (i >= 0) { // The first warms up.
                results.add(Row.DISPATCH_BATCH, rate);
            }
        }
    }

    private void starts() throws Exception {
        for (int i = -1; i < RUNS; i++) {
            for (boolean three : new boolean[] {false, true}) {
                double micros = dispatcher.seconds("start", STARTS, "three=" + three) * 1e6 / STARTS;
                if (i >= 0) {
                    results.add(three ? Row.START_THREE : Row.START, micros);
                }
            }
        }
    }

    private void farAway() throws Exception {
        try (DelayingProxy proxy = new DelayingProxy(server.port())) {
            URI far = URI.create(redis.toString().replace(":" + server.port(), ":" + proxy.port()));
            try (BenchServer worker = BenchServer.start(folder, ear, far, 32);
                    PlainRedis farPlain = new PlainRedis(far)) {
                warmUp(worker);
                results.add(Row.NEAR_PING, farPlain.ping(1_000));
                proxy.delay(ONE_MS_NANOS);
                results.add(Row.FAR_PING, farPlain.ping(1_000));
                for (int i = 0; i < RUNS; i++) {
                    proxy.delay(0);
                    double near = drain(worker, "PLAIN", TASKS, 1)[1];
                    results.add(Row.NEAR_DRAIN, near);
                    proxy.delay(ONE_MS_NANOS);
                    results.add(Row.FAR_DRAIN, drain(worker, "PLAIN", TASKS, 1)[1], near);
                }
            }
        }
    }

    private void crowd(BenchServer worker) throws Exception {
        worker.pause();
        try (Crowd crowd = new Crowd(redis, DOMAIN)) {
            crowd.gather(dispatcher, plain);
            worker.resume();
            while (plain.size(DOMAIN, "leases") < 2) { // Its lease may have ended.
                TimeUnit.MILLISECONDS.sleep(100);
            }
            drains(worker, "PLAIN", Row.CROWD_DRAIN, Row.CROWD_DISPATCH);
            drains(worker, "TWO_OF_THOUSAND", Row.CROWD_DRAIN_TWO, null);
        }
    }

    /** As many tasks as are kept of those that have completed, so that none is forgotten meanwhile. */
    private void memory(BenchServer worker) throws Exception {
        long empty = plain.usedMemory();
        worker.ask("expect", KEPT);
        worker.pause();
        dispatcher.ask("dispatch", KEPT, "kind=TWO_OF_THOUSAND", "threads=16");
        results.add(Row.MEMORY_WAITING, (plain.usedMemory() - empty) / (double) KEPT);
        worker.resume();
        worker.ask("await", 60);
        TimeUnit.SECONDS.sleep(1); // The last are being recorded.
        results.add(Row.MEMORY_FINISHED_TWO, (plain.usedMemory() - empty) / (double) KEPT);
        drain(worker, "SMALL_ARGUMENTS", KEPT, 16);
        TimeUnit.SECONDS.sleep(1);
        results.add(Row.MEMORY_FINISHED, (plain.usedMemory() - empty) / (double) KEPT);
    }

    /** What runs for the first time is compiled first. */
    private void warmUp(BenchServer worker) throws Exception {
        worker.awaitReady();
        drain(worker, "TWO_OF_THOUSAND", WARM_UP / 2, 16);
        drain(worker, "PLAIN", WARM_UP / 2, 16);
    }

    private void drains(BenchServer worker, String kind, Row drain, Row dispatch) throws Exception {
        for (int i = 0; i < RUNS; i++) {
            double raw = plain.raw(TASKS);
            results.add(Row.RAW, raw);
            double tenCalls = dispatch == Row.DISPATCH ? tenCalls() : 0;
            double[] rates = drain(worker, kind, kind.equals("SERIAL") ? TASKS / 4 : TASKS, 1);
            if (drain.target == null || drain.target.of() == Row.RAW) {
                results.add(drain, rates[1], raw);
            } else {
                results.add(drain, rates[1]);
            }
            if (dispatch == Row.DISPATCH) {
                results.add(dispatch, rates[0], tenCalls);
            } else if (dispatch != null) {
                results.add(dispatch, rates[0]);
            }
        }
    }

    private double tenCalls() throws Exception {
        double rate = TASKS / dispatcher.seconds("ten-calls", TASKS, "redis=" + redis);
        results.add(Row.TEN_CALLS, rate);
        return rate;
    }

    /** Dispatches tasks while the worker stands still, then has it run them; gives how many a second of each. */
    private double[] drain(BenchServer worker, String kind, int tasks, int threads) throws Exception {
        worker.ask("expect", tasks);
        worker.pause();
        double dispatched = dispatcher.seconds("dispatch", tasks, "kind=" + kind, "threads=" + threads);
        worker.resume();
        return new double[] {tasks / dispatched, tasks / worker.seconds("await", 60)};
    }

    private void latency(BenchServer worker) throws Exception {
        for (int run = -1; run < 5; run++) {
            worker.ask("expect", ARRIVALS);
            dispatcher.ask("arrive", ARRIVALS);
            worker.ask("await", 10);
            double[] millis = Arrays.stream(worker.ask("delays", 0).split(" "))
                    .mapToDouble(micros -> Long.parseLong(micros) / 1e3)
                    .sorted()
                    .toArray();
            if (run >= 0) { // The first warms up.
                results.add(Row.LATENCY_P50, millis[ARRIVALS / 2]);
                results.add(Row.LATENCY_P99, millis[ARRIVALS * 99 / 100]);
            }
        }
    }

    @Override
    public void close() {
        dispatcher.close();
        plain.close();
        server.close();
    }
}
