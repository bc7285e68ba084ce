package io.dibs.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;

/** Payara logs a port that it could not open, and goes on without: so the port is tried before the start. */
final class PortCheck {
    private PortCheck() {}

    static void requireFree(String address, Optional<Integer> port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As the server does: connections of the last run that linger in TIME_WAIT are no obstacle.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port.orElse(0)));
        } catch (IOException e) {
            throw new LaunchException(
                    "Port " + port.map(Object::toString).orElse("(any)") + " of address " + address
                            + " cannot be opened (" + e.getMessage()
                            + "). Stop the program that uses it, or choose another one with --port or --address.",
                    e);
        }
    }
}
