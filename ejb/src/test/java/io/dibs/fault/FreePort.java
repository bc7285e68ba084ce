package io.dibs.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that are stopped and started again on the same port. They lie below the range from which systems take
 * the ports of outgoing connections: from there, a client that tries again and again could take the port while its server
 * is away, or even connect to itself.
 */
public final class FreePort {
    private static final int FIRST = 15_000;
    private static final int LAST = 32_000;
    private static final int TRIES = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private FreePort() {}

    /** A port of the loopback address on which nobody listens. */
    public static int find() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (IOException e) {
                // Somebody has it.
            }
        }
        throw new IllegalStateException(
                "No free port between " + FIRST + " and " + LAST + " was found on the loopback address.");
    }

    /**
     * Listens on that port of the loopback address. Not every system gives a port free in the moment in which its last
     * listener is closed, so this tries for some seconds.
     */
    static ServerSocket listen(int port) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                ServerSocket socket = new ServerSocket();
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return socket;
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw new UncheckedIOException(e);
                }
                Thread.onSpinWait();
            }
        }
    }
}
