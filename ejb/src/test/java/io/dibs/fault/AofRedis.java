package io.dibs.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

import io.dibs.launcher.RedisServer;
import io.dibs.launcher.RedisServerBuilder;
import io.dibs.launcher.RedisUnavailableException;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;

/**
 * A real Redis server on the loopback address whose append-only file is written before it answers ({@code appendfsync
 * always}): what it acknowledged is there after a kill. It keeps its port and its password over all restarts. Thread-safe.
 */
public final class AofRedis implements AutoCloseable {
    /** The same for all, so that one can take another's place. */
    private static final String PASSWORD = "secret";

    private static final int ATTEMPTS = 5;

    private final Path folder;
    private final int port = FreePort.find();
    private final Map<String, String> settings;
    private RedisServer server;

    private AofRedis(Map<String, String> settings) {
        this.settings = new LinkedHashMap<>(settings);
        try {
            folder = Files.createTempDirectory("dibs-aof-redis-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts an empty server. A test is skipped where none can be started. */
    public static AofRedis start() {
        return start(Map.of());
    }

    /**
     * Starts an empty server.
     *
     * @param settings further lines of {@code redis.conf}
     */
    public static AofRedis start(Map<String, String> settings) {
        for (int attempt = 1; ; attempt++) {
            AofRedis redis = new AofRedis(settings);
            try {
                redis.launch();
                return redis;
            } catch (RedisUnavailableException e) {
                redis.close();
                // A program that was just unpacked cannot be run while a process that another thread starts at that
                // moment still has it open; and somebody else may take a free port.
                if (attempt == ATTEMPTS) {
                    Assumptions.abort("SKIPPED, no Redis server can be started here: " + e.getMessage());
                }
            }
        }
    }

    /** Starts a server that copies another one, and follows it. */
    public static AofRedis startReplicaOf(AofRedis primary) {
        return start(Map.of("replicaof", "127.0.0.1 " + primary.port, "masterauth", PASSWORD));
    }

    private void launch() {
        RedisServerBuilder builder = RedisServer.builder()
                .folder(folder)
                .port(port)
                .password(PASSWORD)
                .setting("appendfsync", "always");
        settings.forEach(builder::setting);
        server = builder.start();
    }

    /** {@code redis://:password@127.0.0.1:port} */
    public String uri() {
        return uri(port);
    }

    /** The same server, behind a proxy on that port of the loopback address. */
    public String uri(int proxyPort) {
        return "redis://:" + PASSWORD + "@127.0.0.1:" + proxyPort;
    }

    /** A plain connection, that waits for a second at most, through that port. */
    public Jedis connect(int throughPort) {
        return new Jedis(
                "127.0.0.1",
                throughPort,
                DefaultJedisClientConfig.builder()
                        .resp2()
                        .password(PASSWORD)
                        .timeoutMillis(1000)
                        .build());
    }

    /** A plain connection to a server of this kind. */
    static Jedis connect(URI uri) {
        return new Jedis(
                uri.getHost(),
                uri.getPort(),
                DefaultJedisClientConfig.builder()
                        .resp2()
                        .password(PASSWORD)
                        .timeoutMillis(10_000)
                        .build());
    }

    public int port() {
        return port;
    }

    /** Kills it; its file stays. Returns when it has ended. Does nothing if it does not run. */
    public synchronized void kill() {
        if (server == null) {
            return;
        }
        long pid = server.pid();
        Signals.kill(pid);
        RedisServer killed = server;
        Awaitility.await().until(() -> !killed.isAlive());
        killed.close();
        server = null;
    }

    /** Kills it if it runs, and starts it again with what its file has. Returns when it answers. */
    public synchronized void restart() {
        kill();
        launch();
    }

    /** Kills it if it runs, and starts it again without any data. Returns when it answers. */
    public synchronized void restartEmpty() {
        kill();
        removeFiles();
        launch();
    }

    /** Stops its process: connections stay open, new ones are accepted by the system, nothing is answered. */
    public synchronized void pause() {
        Signals.pause(server.pid());
    }

    /** Lets its process go on. */
    public synchronized void resume() {
        Signals.resume(server.pid());
    }

    @Override
    public synchronized void close() {
        kill();
        removeFiles();
    }

    private void removeFiles() {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
