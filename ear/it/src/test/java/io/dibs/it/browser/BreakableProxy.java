package io.dibs.it.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a server on the loopback address that can be cut, and mended. Thread-safe. */
public final class BreakableProxy implements AutoCloseable {
    private final int target;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private ServerSocket listener;

    /** @param target the server's port */
    public BreakableProxy(int target) throws IOException {
        this.target = target;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        port = listener.getLocalPort();
        serve(listener);
    }

    /** An address of the server, by this way. */
    public URI by(URI address) {
        return URI.create(address.toString().replace(":" + target + "/", ":" + port + "/"));
    }

    /** Breaks what is connected, and refuses connections. */
    public synchronized void cut() throws IOException {
        listener.close();
        sockets.forEach(BreakableProxy::end);
    }

    /** Takes connections again. */
    public synchronized void mend() throws IOException {
        listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        serve(listener);
    }

    private void serve(ServerSocket from) {
        thread(() -> {
            while (true) {
                Socket client = from.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(server);
                if (from.isClosed()) { // It was cut meanwhile.
                    end(client);
                }
                pump(client, server);
                pump(server, client);
            }
        });
    }

    private void pump(Socket from, Socket to) {
        thread(() -> {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } finally {
                sockets.remove(from);
            }
        });
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Loop {
        void run() throws IOException;
    }

    private static void thread(Loop loop) {
        Thread thread = new Thread(
                () -> {
                    try {
                        loop.run();
                    } catch (IOException e) {
                        // One of the two has gone, or the way was cut.
                    }
                },
                "breakable-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        cut();
    }
}
