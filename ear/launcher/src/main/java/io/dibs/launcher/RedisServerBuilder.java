package io.dibs.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** What a {@link RedisServer} is to be like. Not thread-safe; may start several servers if their folders differ. */
public final class RedisServerBuilder {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(5);
    private static final int PORT_ATTEMPTS = 5;

    private final Map<String, String> settings = new LinkedHashMap<>();
    private Path folder;
    private Path program;
    private int port;
    private String password;

    RedisServerBuilder() {}

    /** Keeps the data here, in an append-only file. Default: a temporary folder, and no data kept. */
    public RedisServerBuilder folder(Path value) {
        folder = value;
        return this;
    }

    /** Default: 0, which means any free port. */
    public RedisServerBuilder port(int value) {
        port = value;
        return this;
    }

    /** Letters and digits only. Default: 128 random bits. */
    public RedisServerBuilder password(String value) {
        password = value;
        return this;
    }

    /** The server program to run. Default: the first on the PATH, else the bundled one. */
    public RedisServerBuilder program(Path value) {
        program = value;
        return this;
    }

    /** A line of {@code redis.conf}, for instance {@code maxmemory}, {@code 64mb}; wins over this class' own lines. */
    public RedisServerBuilder setting(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /**
     * Starts the server and waits until it answers: milliseconds, or as long as its data takes to load, 60 s at most.
     *
     * @throws RedisUnavailableException if no server could be started; the message says why and what to do
     */
    public RedisServer start() {
        for (int attempt = 1; ; attempt++) {
            try {
                return startOnce();
            } catch (PortTakenException e) {
                // Somebody else may take a free port between our look and the server's start.
                if (port != 0 || attempt == PORT_ATTEMPTS) {
                    throw e;
                }
            } catch (IOException e) {
                throw new RedisUnavailableException("The files of the Redis server could not be written: " + e, e);
            }
        }
    }

    private RedisServer startOnce() throws IOException {
        boolean durable = folder != null;
        Path home = (durable ? Files.createDirectories(folder) : Files.createTempDirectory("dibs-redis-")).toRealPath();
        RedisFolder data = new RedisFolder(home);
        data.awaitFree();
        RedisBinary binary = program == null ? RedisBinary.find(home) : RedisBinary.given(program);
        data.checkReadableBy(binary);
        int chosen = port == 0 ? freePort() : port;
        String secret = password == null ? randomPassword() : password;
        Path configuration = data.writeConfiguration(chosen, secret, durable, settings);
        BoundProcess process = BoundProcess.start(
                List.of(binary.path().toString(), configuration.toString()), data.log(), durable ? null : home);
        if (answersInTime(process, chosen, secret)) {
            return new RedisServer(process, chosen, secret);
        }
        String lastWords = data.lastLogLines();
        process.close();
        String message = binary.path() + " did not start on port " + chosen + "; its last words: " + lastWords;
        throw lastWords.contains("in use") ? new PortTakenException(message) : new RedisUnavailableException(message);
    }

    private static boolean answersInTime(BoundProcess process, int port, String password) {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            if (RedisProbe.answers(port, password)) {
                return true;
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
        }
        return false;
    }

    private static String randomPassword() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static final class PortTakenException extends RedisUnavailableException {
        private static final long serialVersionUID = 1L;

        PortTakenException(String message) {
            super(message);
        }
    }
}
