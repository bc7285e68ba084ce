package io.dibs.it.bench;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.util.JedisURIHelper;

/** What Redis itself can do and tells, over plain connections. */
final class PlainRedis implements AutoCloseable {
    private static final int THREADS = 16;
    private static final String LIST = "bench:raw";

    private final URI uri;
    private final Jedis connection;

    PlainRedis(URI uri) {
        this.uri = uri;
        connection = connect(uri);
    }

    static Jedis connect(URI uri) {
        return new Jedis(
                uri,
                DefaultJedisClientConfig.builder()
                        .resp2()
                        .password(JedisURIHelper.getPassword(uri))
                        .build());
    }

    /** How many values 16 threads take out of a list in a second, one at a time, each with a connection of its own. */
    double raw(int count) throws Exception {
        String[] values = new String[1_000];
        Arrays.fill(values, "x");
        for (int i = 0; i < count / values.length; i++) {
            connection.rpush(LIST, values);
        }
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        List<Jedis> connections = new ArrayList<>();
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Jedis own = connect(uri);
                own.ping();
                connections.add(own);
            }
            long start = System.nanoTime();
            for (Jedis own : connections) {
                all.add(executor.submit(() -> {
                    for (int i = 0; i < count / THREADS; i++) {
                        own.rpop(LIST);
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
            return count / ((System.nanoTime() - start) / 1e9);
        } finally {
            executor.shutdown();
            connections.forEach(Jedis::close);
            connection.del(LIST);
        }
    }

    /** The milliseconds that a PING takes. */
    double ping(int count) {
        connection.ping();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            connection.ping();
        }
        return (System.nanoTime() - start) / 1e6 / count;
    }

    long usedMemory() {
        return connection
                .info("memory")
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                .findFirst()
                .orElseThrow();
    }

    /** How many members a sorted set of a domain has: {@code tasks}, {@code leases} of its workers, {@code later}. */
    long size(String domain, String key) {
        return connection.zcard("dibs:{" + domain + "}:" + key);
    }

    @Override
    public void close() {
        connection.close();
    }
}
