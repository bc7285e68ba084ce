package io.dibs.it.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/** A way to Redis that is longer than the loopback: replies arrive later by a given time, however many are on their way. */
final class DelayingProxy implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private volatile long delayNanos;

    private record Late(byte[] bytes, long dueNanos) {}

    private interface Loop {
        void run() throws IOException, InterruptedException;
    }

    /** @param target Redis' port on the loopback address */
    DelayingProxy(int target) throws IOException {
        this.target = target;
        thread(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    void delay(long nanos) {
        delayNanos = nanos;
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            BlockingQueue<Late> replies = new LinkedBlockingQueue<>();
            thread(() -> {
                try (client;
                        server) {
                    client.getInputStream().transferTo(server.getOutputStream());
                }
            });
            thread(() -> read(server.getInputStream(), replies));
            thread(() -> write(replies, client.getOutputStream()));
        }
    }

    private void read(InputStream in, BlockingQueue<Late> replies) throws IOException {
        byte[] buffer = new byte[65_536];
        try {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                replies.add(new Late(Arrays.copyOf(buffer, length), System.nanoTime() + delayNanos));
            }
        } finally {
            replies.add(new Late(new byte[0], 0));
        }
    }

    private static void write(BlockingQueue<Late> replies, OutputStream out) throws IOException, InterruptedException {
        try (out) {
            for (Late reply = replies.take(); reply.bytes().length > 0; reply = replies.take()) {
                long left = reply.dueNanos() - System.nanoTime();
                while (left > 0) {
                    LockSupport.parkNanos(left);
                    left = reply.dueNanos() - System.nanoTime();
                }
                out.write(reply.bytes());
            }
        }
    }

    private static void thread(Loop loop) {
        Thread thread = new Thread(
                () -> {
                    try {
                        loop.run();
                    } catch (IOException | InterruptedException e) {
                        // One of the two has gone, or the proxy was closed.
                    }
                },
                "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    /** Lets nobody in any more; connections go with their ends. */
    @Override
    public void close() throws IOException {
        listener.close();
    }
}
