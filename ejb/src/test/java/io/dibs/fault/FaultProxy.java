package io.dibs.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network between a client and a Redis server, both on this machine, that fails as it is told to. It understands Redis'
 * protocol, version 2, without TLS, so that faults can be tied to single commands and their replies. Thread-safe.
 *
 * <p>It begins by passing all. Faults of the network: {@link #cut}, {@link #refuse}, {@link #delay}, {@link #halfOpen};
 * {@link #pass} ends them. Faults of single commands: {@link #before}, {@link #after}.
 */
public final class FaultProxy implements AutoCloseable {
    /** What becomes of a command, or of its reply. */
    public sealed interface Fate {
        /** It goes on its way. */
        Fate PASS = new Pass();
        /** It is lost, and its connection is cut. */
        Fate CUT = new Cut();

        /** The client gets that reply, in Redis' protocol without the end of the line; a command does not reach Redis. */
        static Fate answer(String reply) {
            return new Answer(reply);
        }

        /** See {@link #PASS}. */
        record Pass() implements Fate {}

        /** See {@link #CUT}. */
        record Cut() implements Fate {}

        /** See {@link #answer}. */
        record Answer(String reply) implements Fate {}
    }

    /** What to do at a trigger. It runs on the thread of its connection, which stands still meanwhile; others go on. */
    @FunctionalInterface
    public interface Action {
        /** Does it, and says what becomes of the command or reply. */
        Fate run();
    }

    /** A fault that is tied to commands. */
    public final class Trigger implements AutoCloseable {
        private final byte[] bytes;
        private final Action action;
        private final AtomicInteger left;
        private final AtomicInteger fired = new AtomicInteger();

        private Trigger(String bytes, int times, Action action) {
            this.bytes = bytes.getBytes(StandardCharsets.UTF_8);
            this.left = new AtomicInteger(times);
            this.action = action;
        }

        /** How many times its action has ended. */
        public int fired() {
            return fired.get();
        }

        private boolean matches(byte[] command) {
            return Resp.contains(command, bytes) && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
        }

        Fate fire() {
            try {
                return action.run();
            } finally {
                fired.incrementAndGet();
            }
        }

        /** Ends it. */
        @Override
        public void close() {
            left.set(0);
            before.remove(this);
            after.remove(this);
        }
    }

    private volatile int target;
    private final int port = FreePort.find();
    private final Set<ProxyConnection> connections = ConcurrentHashMap.newKeySet();
    private final List<Trigger> before = new CopyOnWriteArrayList<>();
    private final List<Trigger> after = new CopyOnWriteArrayList<>();
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean halfOpen;
    private ServerSocket listener;
    private Thread acceptor;

    /** @param target the server's port on the loopback address */
    public FaultProxy(int target) {
        this.target = target;
        listen();
    }

    /** Where clients connect to, on the loopback address. It stays the same. */
    public int port() {
        return port;
    }

    /** Leads new connections to another server from now on; those that are open stay. So does an address that moves. */
    public void leadTo(int newTarget) {
        target = newTarget;
    }

    /** Cuts all connections, now. New ones can be made. */
    public void cut() {
        connections.forEach(ProxyConnection::close);
    }

    /** Has nobody listen any more: new connections are refused, as if the server had gone. Those that are open stay. */
    public synchronized void refuse() {
        try {
            listener.close();
            acceptor.join(); // Until then the system may still let somebody in.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Delivers what is sent, in each direction, that much later. */
    public void delay(Duration each) {
        delay = each;
    }

    /**
     * Swallows all that is sent from now on, and still accepts new connections: nothing is forwarded, nothing is closed, as
     * if a machine or a firewall between the two had vanished. Connections of this time never come back to life.
     */
    public void halfOpen() {
        halfOpen = true;
        connections.forEach(ProxyConnection::die);
    }

    /** Ends refusing, delay and half-openness. Triggers stay. */
    public synchronized void pass() {
        delay = Duration.ZERO;
        halfOpen = false;
        if (listener.isClosed()) {
            listen();
        }
    }

    /**
     * Has something happen to commands that contain these bytes, before they are forwarded to Redis.
     *
     * @param bytes the digest of a script, say
     * @param times for so many commands, from now on
     */
    public Trigger before(String bytes, int times, Action action) {
        Trigger trigger = new Trigger(bytes, times, action);
        before.add(trigger);
        return trigger;
    }

    /** Has something happen once Redis has carried out such a command, before the client gets the reply. */
    public Trigger after(String bytes, int times, Action action) {
        Trigger trigger = new Trigger(bytes, times, action);
        after.add(trigger);
        return trigger;
    }

    /** How many connections clients have open. */
    public int connections() {
        return connections.size();
    }

    @Override
    public void close() {
        refuse();
        cut();
    }

    Duration delay() {
        return delay;
    }

    Fate fateOfCommand(byte[] command) {
        return matching(before, command).map(Trigger::fire).orElse(Fate.PASS);
    }

    /** The trigger that waits for the reply to this command. */
    Optional<Trigger> awaitingReply(byte[] command) {
        return matching(after, command);
    }

    private static Optional<Trigger> matching(List<Trigger> triggers, byte[] command) {
        return triggers.stream().filter(trigger -> trigger.matches(command)).findFirst();
    }

    void ended(ProxyConnection connection) {
        connections.remove(connection);
    }

    private void listen() {
        ServerSocket socket = FreePort.listen(port);
        listener = socket;
        acceptor = ProxyConnection.thread("accept", () -> accept(socket));
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                if (socket.isClosed()) {
                    client.close();
                    return;
                }
                ProxyConnection connection = new ProxyConnection(this, client);
                connections.add(connection);
                if (halfOpen) {
                    connection.die();
                }
                connection.start(target);
            } catch (IOException e) {
                // The listener was closed, or the client has gone already.
            }
        }
    }
}
