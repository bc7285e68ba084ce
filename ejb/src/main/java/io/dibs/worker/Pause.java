package io.dibs.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Lets the threads of a worker sleep until the worker closes. Thread-safe. */
final class Pause {
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);

    private final long longestBackOffMillis;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param lease within which whoever backs off must try several times */
    Pause(Duration lease) {
        longestBackOffMillis =
                Math.min(LONGEST_BACKOFF.toMillis(), lease.dividedBy(6).toMillis());
    }

    void close() {
        closed.countDown();
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Sleeps, at most until the worker closes. */
    void sleep(Duration duration) {
        try {
            if (closed.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            // These threads are ended by closing, not by interrupts.
        }
    }

    /** Sleeps longer from failure to failure, 50 ms to 5 s or a sixth of the lease, with jitter so that processes do not come back together. */
    void backOff(int failures) {
        long ceiling = Math.min(longestBackOffMillis, 50L << Math.min(failures, 10));
        sleep(Duration.ofMillis(ThreadLocalRandom.current().nextLong(ceiling / 2, ceiling + 1)));
    }
}
