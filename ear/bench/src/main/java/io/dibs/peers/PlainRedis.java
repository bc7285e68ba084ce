package io.dibs.peers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import redis.clients.jedis.Jedis;

/** What the machine gives at this moment: one plain RPOP at a time from each of 16 threads. */
final class PlainRedis implements AutoCloseable {
    private static final int THREADS = 16;
    private static final int COMMANDS = 32_000;
    private static final String LIST = "raw";
    private static final String[] VALUES = Collections.nCopies(1_000, "x").toArray(String[]::new);

    private final List<Jedis> connections = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    PlainRedis(String uri) {
        for (int i = 0; i < THREADS; i++) {
            connections.add(new Jedis(uri));
        }
    }

    /** How many were done in a second. */
    double perSecond() throws Exception {
        for (int i = 0; i < COMMANDS / VALUES.length; i++) {
            connections.get(0).rpush(LIST, VALUES);
        }
        long start = System.nanoTime();
        List<Future<?>> all = new ArrayList<>();
        for (Jedis connection : connections) {
            all.add(threads.submit(() -> {
                for (int i = 0; i < COMMANDS / THREADS; i++) {
                    connection.rpop(LIST);
                }
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }
        return COMMANDS / ((System.nanoTime() - start) / 1e9);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        connections.forEach(Jedis::close);
    }
}
