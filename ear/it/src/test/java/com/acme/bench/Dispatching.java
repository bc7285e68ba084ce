package com.acme.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.TaskBatch;
import io.dibs.TaskDispatcher;

/** Dispatches tasks as fast as it can, or one at a time; each method returns the seconds that it took. */
@ApplicationScoped
class Dispatching {
    private static final long PAUSE_NANOS = 20_000_000;

    @Inject
    private TaskDispatcher dispatcher;

    @Resource
    private ManagedThreadFactory factory;

    double dispatch(Kind kind, int count, int threads) throws InterruptedException, ExecutionException {
        List<FutureTask<Void>> all = new ArrayList<>();
        long start = System.nanoTime();
        for (int thread = 0; thread < threads; thread++) {
            int first = thread;
            FutureTask<Void> part = new FutureTask<>(
                    () -> {
                        for (int i = first; i < count; i += threads) {
                            kind.task(dispatcher, i).dispatch();
                        }
                    },
                    null);
            all.add(part);
            factory.newThread(part).start();
        }
        for (FutureTask<Void> part : all) {
            part.get();
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** Dispatches tasks in batches of a thousand. */
    double batches(Kind kind, int count) {
        long start = System.nanoTime();
        for (int i = 0; i < count; i += 1_000) {
            TaskBatch batch = dispatcher.batch();
            for (int k = i; k < Math.min(count, i + 1_000); k++) {
                batch.add(kind.task(dispatcher, k));
            }
            batch.dispatch();
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** Dispatches tasks that tell how late they began, 20 ms apart. */
    double arrive(int count) {
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            dispatcher.task(Chores::arrive, Meter.micros()).dispatch();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
