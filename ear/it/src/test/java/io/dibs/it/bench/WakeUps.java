package io.dibs.it.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** How many worker processes are woken for a task, and how often they talk to Redis for it, on a domain with no other. */
final class WakeUps {
    private static final String DOMAIN = "wake-ups";
    private static final int TASKS = 1_000;
    private static final int PAUSE_MILLIS = 5;

    private WakeUps() {}

    static void measure(URI redis, PlainRedis plain, Results results) throws Exception {
        List<Process> processes = new ArrayList<>();
        try (Engine engine = new Engine(redis, DOMAIN)) {
            start(1, redis, plain, processes);
            measure(engine, redis, Row.WAKE_UPS_1, Row.EXCHANGES_1, results);
            start(16, redis, plain, processes);
            measure(engine, redis, Row.WAKE_UPS_16, Row.EXCHANGES_16, results);
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
    }

    private static void measure(Engine engine, URI redis, Row wakeUps, Row exchanges, Results results)
            throws Exception {
        String exchange = ScriptDigest.of("exchange");
        AtomicInteger tokens = new AtomicInteger();
        AtomicInteger calls = new AtomicInteger();
        CommandLog.during(
                redis,
                line -> {
                    if (line.contains(exchange)) {
                        calls.incrementAndGet();
                    } else if (isToken(line)) {
                        tokens.incrementAndGet();
                    }
                },
                () -> {
                    for (int i = 0; i < TASKS; i++) {
                        engine.dispatch("default", List.of());
                        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                    }
                });
        if (calls.get() == 0) {
            throw new IllegalStateException("No call of the script exchange was seen: its digest is another one.");
        }
        results.add(wakeUps, tokens.get() / (double) TASKS);
        results.add(exchanges, calls.get() / (double) TASKS);
    }

    /** One that is put into a list on which a worker blocks is taken by that worker, which it wakes. */
    private static boolean isToken(String line) {
        return line.contains(":wake:")
                && line.substring(line.indexOf("] ")).toLowerCase(Locale.ROOT).startsWith("] \"rpush\"");
    }

    /** Starts more processes, until there are so many, and waits until each has its lease. */
    private static void start(int count, URI redis, PlainRedis plain, List<Process> processes) throws Exception {
        while (processes.size() < count) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-classpath",
                            System.getProperty("java.class.path"),
                            Engine.class.getName(),
                            redis.toString(),
                            DOMAIN)
                    .redirectErrorStream(true)
                    .redirectOutput(Path.of("target", "bench", "worker-" + processes.size() + ".log")
                            .toFile())
                    .start());
        }
        for (int i = 0; plain.size(DOMAIN, "leases") < count; i++) {
            if (i == 600) {
                throw new IllegalStateException("Not all worker processes have registered within a minute.");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
