package com.acme.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What the tasks of this process tell: when the first and the last of a number of them ran, and how late they began. */
final class Meter {
    private static final Queue<Long> DELAYS = new ConcurrentLinkedQueue<>();
    private static volatile Run run = new Run(1);

    private static final class Run {
        final int expected;
        final AtomicInteger done = new AtomicInteger();
        final CountDownLatch over = new CountDownLatch(1);
        volatile long first;
        volatile long last;

        Run(int expected) {
            this.expected = expected;
        }
    }

    private Meter() {}

    /** Begins to count anew. Only while no task runs. */
    static void expect(int tasks) {
        DELAYS.clear();
        run = new Run(tasks);
    }

    static void count() {
        Run present = run;
        int done = present.done.incrementAndGet();
        if (done == 1) {
            present.first = System.nanoTime();
        }
        if (done == present.expected) {
            present.last = System.nanoTime();
            present.over.countDown();
        }
    }

    static void arrived(long micros) {
        DELAYS.add(micros);
        count();
    }

    /** Waits until all expected tasks have run; returns the seconds from the first to the last. */
    static double await(long seconds) throws InterruptedException {
        Run present = run;
        if (!present.over.await(seconds, TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    present.done + " of " + present.expected + " tasks have run in " + seconds + " s.");
        }
        return (present.last - present.first) / 1e9;
    }

    static List<Long> delays() {
        return List.copyOf(DELAYS);
    }

    static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
