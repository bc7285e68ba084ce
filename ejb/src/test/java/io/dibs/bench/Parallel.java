package io.dibs.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Does a number of things on a number of threads and tells how many of them were done in a second. */
final class Parallel {
    private Parallel() {}

    static double perSecond(int count, int threads, IntConsumer thing) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch go = new CountDownLatch(1);
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int first = thread;
                all.add(executor.submit(() -> {
                    go.await();
                    for (int i = first; i < count; i += threads) {
                        thing.accept(i);
                    }
                    return null;
                }));
            }
            long start = System.nanoTime();
            go.countDown();
            for (Future<?> each : all) {
                each.get();
            }
            return count / ((System.nanoTime() - start) / 1e9);
        } finally {
            executor.shutdownNow();
        }
    }
}
