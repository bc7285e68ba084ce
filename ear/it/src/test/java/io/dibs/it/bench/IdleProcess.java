package io.dibs.it.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** What a process costs that has nothing to do, while no other talks to Redis. Linux only. */
final class IdleProcess {
    private static final int RUNS = 5;
    private static final int SECONDS = 6;
    private static final int TICKS_PER_SECOND = 100;

    /** A thread's name is in parentheses, and user and system time are the 12th and 13th fields after it. */
    private static final String NAMED_DIBS = "(dibs-";

    private IdleProcess() {}

    static void measure(long pid, URI redis, Results results) throws Exception {
        long ticks = ticks(pid);
        for (int run = 0; run < RUNS; run++) {
            AtomicInteger sent = new AtomicInteger();
            AtomicInteger inside = new AtomicInteger();
            CommandLog.during(
                    redis,
                    line -> (line.contains(CommandLog.IN_SCRIPT) ? inside : sent).incrementAndGet(),
                    () -> TimeUnit.SECONDS.sleep(SECONDS));
            results.add(Row.IDLE_COMMANDS, sent.get() / (double) SECONDS);
            results.add(Row.IDLE_COMMANDS_INSIDE, inside.get() / (double) SECONDS);
        }
        results.add(Row.IDLE_CPU, 100.0 * (ticks(pid) - ticks) / TICKS_PER_SECOND / (RUNS * SECONDS));
    }

    private static long ticks(long pid) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            long sum = 0;
            for (Path thread : threads.toList()) {
                String stat = Files.readString(thread.resolve("stat"));
                if (stat.contains(NAMED_DIBS)) {
                    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                    sum += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
                }
            }
            return sum;
        }
    }
}
