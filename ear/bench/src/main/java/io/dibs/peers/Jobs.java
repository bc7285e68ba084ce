package io.dibs.peers;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Counts the jobs of a run, which all run in this process. */
final class Jobs {
    private static volatile CountDownLatch left = new CountDownLatch(0);

    private Jobs() {}

    static void expect(int jobs) {
        left = new CountDownLatch(jobs);
    }

    static void done() {
        left.countDown();
    }

    /** Waits until all are done; returns how many were done in a second since then. */
    static double perSecond(int jobs, long startNanos) throws InterruptedException {
        if (!left.await(2, TimeUnit.MINUTES)) {
            throw new IllegalStateException(left.getCount() + " of " + jobs + " jobs have not run.");
        }
        return jobs / ((System.nanoTime() - startNanos) / 1e9);
    }
}
