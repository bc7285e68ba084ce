package io.dibs.fault;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.dibs.fault.FaultProxy.Fate;

/** One client's connection through a {@link FaultProxy}: a thread for each direction. Replies keep the commands' order. */
final class ProxyConnection {
    private final FaultProxy proxy;
    private final Socket client;
    private final Socket server = new Socket();

    /** For each command that Redis has and whose reply was not delivered: the trigger that waits for the reply, if any. */
    private final BlockingQueue<Optional<FaultProxy.Trigger>> outstanding = new LinkedBlockingQueue<>();

    private volatile boolean dead;

    ProxyConnection(FaultProxy proxy, Socket client) {
        this.proxy = proxy;
        this.client = client;
    }

    static Thread thread(String name, Runnable loop) {
        Thread thread = new Thread(loop, "fault-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** @param target the server's port */
    void start(int target) {
        thread("commands", () -> {
            try {
                if (!dead) {
                    server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
                    server.setTcpNoDelay(true);
                    client.setTcpNoDelay(true);
                    thread("replies", this::pumpReplies);
                }
                pumpCommands();
            } catch (IOException e) {
                // One of the two has gone.
            } finally {
                close();
            }
        });
    }

    /** Forwards nothing any more, in either direction, and leaves the client in the belief that it is connected. */
    void die() {
        dead = true;
    }

    void close() {
        proxy.ended(this);
        for (Socket socket : new Socket[] {client, server}) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is of no use any more in any case.
            }
        }
    }

    private void pumpCommands() throws IOException {
        InputStream in = new BufferedInputStream(client.getInputStream());
        while (!dead) {
            byte[] command = readLater(in);
            if (dead) {
                break;
            }
            Fate fate = proxy.fateOfCommand(command);
            if (fate instanceof Fate.Cut) {
                return;
            }
            if (fate instanceof Fate.Answer answer) {
                awaitDelivered();
                send(client.getOutputStream(), bytes(answer));
                continue;
            }
            outstanding.add(proxy.awaitingReply(command));
            send(server.getOutputStream(), command);
        }
        swallow(in);
    }

    private void pumpReplies() {
        try {
            InputStream in = new BufferedInputStream(server.getInputStream());
            while (!dead) {
                byte[] reply = readLater(in);
                Optional<FaultProxy.Trigger> trigger = outstanding.element();
                Fate fate = trigger.map(FaultProxy.Trigger::fire).orElse(Fate.PASS);
                if (fate instanceof Fate.Cut) {
                    close();
                    return;
                }
                if (!dead) {
                    send(client.getOutputStream(), fate instanceof Fate.Answer answer ? bytes(answer) : reply);
                    outstanding.remove();
                }
            }
            swallow(in);
        } catch (IOException e) {
            // One of the two has gone: so the other one is told, unless nothing goes through.
        } finally {
            if (!dead) {
                close();
            }
        }
    }

    private byte[] readLater(InputStream in) throws IOException {
        // What is there already came while the last message was held back, or together with it.
        boolean late = in.available() == 0;
        byte[] message = Resp.read(in);
        if (late && !proxy.delay().isZero()) {
            sleep(proxy.delay().toMillis());
        }
        return message;
    }

    private void awaitDelivered() {
        while (!outstanding.isEmpty() && !client.isClosed()) {
            sleep(1);
        }
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void swallow(InputStream in) throws IOException {
        byte[] buffer = new byte[8192];
        while (in.read(buffer) >= 0) {
            // Gone.
        }
    }

    private static void send(OutputStream out, byte[] message) throws IOException {
        out.write(message);
        out.flush();
    }

    private static byte[] bytes(Fate.Answer answer) {
        return (answer.reply() + "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
