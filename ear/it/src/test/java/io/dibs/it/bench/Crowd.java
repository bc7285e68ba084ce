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
 * A million tasks, or {@code bench.waiting}, that wait all the time: a quarter for one resource, a quarter for one of a
 * thousand, a quarter in a line of its own too, and a quarter for an hour to pass before they are tried again.
 */
final class Crowd implements AutoCloseable {
    static final int SIZE = Integer.getInteger("bench.waiting", 1_000_000);
    private static final int QUARTER = SIZE / 4;
    private static final List<String> KINDS =
            List.of("BLOCKED_ON_ONE", "BLOCKED_ON_THOUSAND", "BLOCKED_ON_ITS_OWN", "LATER");

    private final String domain;
    private final Engine engine;
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch failed = new CountDownLatch(QUARTER);
    private final CountDownLatch over = new CountDownLatch(1);
    private final WorkerPool gate;

    Crowd(URI redis, String domain) {
        this.domain = domain;
        engine = new Engine(redis, domain);
        gate = engine.worker("gate", 1, task -> {
            held.countDown();
            over.await();
            return "";
        });
    }

    /** Has them dispatched, only while no other worker takes tasks. */
    void gather(BenchServer dispatcher, PlainRedis plain) throws Exception {
        long before = plain.size(domain, "tasks");
        engine.dispatch("gate", whatIsHeld());
        await(held);
        WorkerPool failing = engine.worker("later", 64, task -> {
            failed.countDown();
            throw new IllegalStateException("Later.");
        });
        for (String kind : KINDS) {
            dispatcher.ask("batch", QUARTER, "kind=" + kind);
        }
        await(failed);
        failing.close();
        if (plain.size(domain, "tasks") <= before + KINDS.size() * QUARTER || plain.size(domain, "later") != QUARTER) {
            throw new IllegalStateException("The crowd is not complete.");
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(2, TimeUnit.MINUTES)) {
            throw new IllegalStateException(latch.getCount() + " tasks have not begun within two minutes.");
        }
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
