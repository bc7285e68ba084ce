package io.dibs.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.dibs.launcher.RedisServer;

/**
 * Measures all peers that can be had here, and writes {@code peers.json}: for each a name, the number of workers that was best
 * in the first runs, the rate of the first run of all (cold), and the rates of five more (warm), in jobs a second; and before each
 * of these that of plain commands, without which rates of different minutes do not compare.
 */
final class Peers {
    private static final int RUNS = 5;
    private static final Logger LIBRARIES = Logger.getLogger("");

    private interface Opening {
        Peer open() throws Exception;
    }

    private final List<String> rows = new ArrayList<>();
    private final PlainRedis raw;

    private Peers(PlainRedis raw) {
        this.raw = raw;
    }

    public static void main(String[] arguments) throws Exception {
        LIBRARIES.setLevel(Level.SEVERE);
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder);
        try (RedisServer redis = RedisServer.inMemory();
                PlainRedis raw = new PlainRedis(redis.uri())) {
            raw.perSecond(); // Warms up.
            Peers peers = new Peers(raw);
            peers.measure(
                    "BullMQ",
                    () -> new BullMq(folder.resolve("bullmq"), "127.0.0.1", redis.port(), redis.password()),
                    50,
                    100);
            peers.measure(
                    "Redisson's executor", () -> new Redisson("127.0.0.1", redis.port(), redis.password()), 16, 64);
            peers.measure("db-scheduler on PostgreSQL", DbScheduler::new, 16, 50, 100);
            peers.write(folder.resolve("peers.json"));
        }
        System.exit(0); // Libraries may have threads left.
    }

    private void measure(String name, Opening opening, int... workers) {
        try (Peer peer = opening.open()) {
            double cold = peer.drain(workers[0]);
            int best = workers[0];
            double bestRate = 0;
            for (int each : workers) {
                double rate = peer.drain(each);
                if (rate > bestRate) {
                    bestRate = rate;
                    best = each;
                }
            }
            double[] warm = new double[RUNS];
            double[] plain = new double[RUNS];
            for (int i = 0; i < RUNS; i++) {
                plain[i] = Math.round(raw.perSecond());
                warm[i] = Math.round(peer.drain(best));
            }
            rows.add(String.format(
                    Locale.ROOT,
                    "{\"name\":\"%s\",\"workers\":%d,\"cold\":%.0f,\"runs\":%s,\"raw\":%s}",
                    name,
                    best,
                    cold,
                    Arrays.toString(warm),
                    Arrays.toString(plain)));
            Arrays.sort(warm);
            Arrays.sort(plain);
            System.out.printf(
                    Locale.ROOT,
                    "%-30s %,9.0f /s  (%,.0f – %,.0f), with %d workers; %,.0f /s cold; %.2f × raw%n",
                    name,
                    warm[RUNS / 2],
                    warm[0],
                    warm[RUNS - 1],
                    best,
                    cold,
                    warm[RUNS / 2] / plain[RUNS / 2]);
        } catch (Exception | LinkageError e) {
            System.out.println("SKIPPED, " + name + " cannot be measured here: " + e);
        }
    }

    private void write(Path file) throws IOException {
        Files.writeString(file, "[" + String.join(",\n ", rows) + "]\n");
    }
}
