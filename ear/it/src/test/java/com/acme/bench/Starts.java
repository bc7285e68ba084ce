package com.acme.bench;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.store.Attributes;
import io.dibs.store.Exchange;
import io.dibs.worker.TaskBody;

/** Has the engine call a method as a worker's slot does, and compares with calling it directly. */
@ApplicationScoped
class Starts {
    @Inject
    private TaskBody body;

    @Inject
    private Chores chores;

    @Resource
    private ManagedThreadFactory factory;

    /** The seconds that so many calls take longer than direct ones; on a thread without a request, as slots are. */
    double seconds(int calls, boolean threeArguments) throws InterruptedException, ExecutionException {
        FutureTask<Double> measurement = new FutureTask<>(() -> measured(calls, threeArguments));
        factory.newThread(measurement).start();
        return measurement.get();
    }

    private double measured(int calls, boolean threeArguments) {
        Exchange.Claimed task = new Exchange.Claimed(
                UUID.randomUUID(),
                1,
                1,
                Chores.class.getName() + (threeArguments ? "#three" : "#nothing"),
                threeArguments ? "[1,\"some text\",{\"from\":1,\"to\":2}]" : "[]",
                Attributes.NONE,
                Optional.empty());
        Meter.expect(Integer.MAX_VALUE);
        Chores.Range range = new Chores.Range(1, 2);
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            if (threeArguments) {
                chores.three(1, "some text", range);
            } else {
                chores.nothing();
            }
        }
        long direct = System.nanoTime() - start;
        start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            run(task);
        }
        return (System.nanoTime() - start - direct) / 1e9;
    }

    private void run(Exchange.Claimed task) {
        try {
            body.run(task);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
