package io.dibs.launcher;

import java.nio.file.Path;

/**
 * A Redis server of our own: on the loopback address only, on a free port, behind a random password. It is a process
 * of its own, and ends when this one does, even when this one is killed with SIGKILL.
 *
 * <p>A {@code redis-server} or {@code valkey-server} (6.2 or later) on the PATH is preferred; without one a bundled
 * Redis 6.2 is unpacked into the server's folder (Linux and macOS, x86-64 and arm64). Thread-safe.
 */
public final class RedisServer implements AutoCloseable {
    private final BoundProcess process;
    private final int port;
    private final String password;

    RedisServer(BoundProcess process, int port, String password) {
        this.process = process;
        this.port = port;
        this.password = password;
    }

    /**
     * Starts a server that keeps its data in the given folder, in an append-only file, and waits until it answers.
     *
     * @param folder created if missing; one server at a time can use it
     * @throws RedisUnavailableException if no server could be started; the message says why and what to do
     */
    public static RedisServer start(Path folder) {
        return builder().folder(folder).start();
    }

    /**
     * Starts a server for tests that writes nothing to disk but its log; its temporary folder goes when it stops.
     *
     * @throws RedisUnavailableException if no server could be started; the message says why and what to do
     */
    public static RedisServer inMemory() {
        return builder().start();
    }

    /** For all other wishes: a given port, password or setting. */
    public static RedisServerBuilder builder() {
        return new RedisServerBuilder();
    }

    /** {@code redis://:password@127.0.0.1:port} */
    public String uri() {
        return "redis://:" + password + "@127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    public String password() {
        return password;
    }

    /** The server's process id: for tests that kill it. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends SIGTERM, on which the server writes out its data, and waits for its end. Idempotent. */
    @Override
    public void close() {
        process.close();
    }
}
