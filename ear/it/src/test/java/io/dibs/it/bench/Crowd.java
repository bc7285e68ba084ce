package io.dibs.it.bench;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.dibs.Reservation;
import io.dibs.worker.WorkerPool;

/**
 * A million tasks, or {@code bench.waiting}, that wait all the time: a quarter for one resource, a quarter for one of a thousand, a quarter each for
 * one of its own, and a quarter for an hour to pass before they are tried again.
 */
final class Crowd implements AutoCloseable {
    static final int SIZE = Integer.getInteger("bench.waiting", 1_000_000);
    private static final int QUARTER = SIZE / 4;
    private static final int AT_ONCE = 50_000;
    private static final List<String> KINDS =
            List.of("BLOCKED_ON_ONE", "BLOCKED_ON_THOUSAND", "BLOCKED_ON_ITS_OWN", "LATER");

    private final Engine engine;
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch failed = new CountDownLatch(QUARTER);
    private final CountDownLatch over = new CountDownLatch(1);
    private final WorkerPool gate;

    Crowd(URI redis, String domain) {
        engine = new Engine(redis, domain);
        gate = engine.worker("gate", 1, task -> {
            held.countDown();
            over.await();
            return "";
        });
    }

    /** Has them dispatched, only while no other worker takes tasks. */
    void gather(BenchServer dispatcher) throws Exception {
        engine.dispatch("gate", whatIsHeld());
        held.await(1, TimeUnit.MINUTES);
        WorkerPool failing = engine.worker("later", 64, task -> {
            failed.countDown();
            throw new IllegalStateException("Later.");
        });
        for (String kind : KINDS) {
            for (int i = 0; i < QUARTER; i += AT_ONCE) {
                dispatcher.ask("dispatch", AT_ONCE, "kind=" + kind, "threads=16");
            }
        }
        if (!failed.await(2, TimeUnit.MINUTES)) {
            throw new IllegalStateException(failed.getCount() + " tasks have not failed for the first time.");
        }
        failing.close();
    }

    private static List<Reservation> whatIsHeld() {
        List<Reservation> held = new ArrayList<>();
        held.add(Reservation.exclusive("held"));
        IntStream.range(0, 1_000).forEach(i -> held.add(Reservation.exclusive("held" + i)));
        return held;
    }

    @Override
    public void close() {
        over.countDown();
        gate.close();
        engine.close();
    }
}
