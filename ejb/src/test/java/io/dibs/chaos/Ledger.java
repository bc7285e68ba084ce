package io.dibs.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.dibs.Reservation.Mode;

/**
 * The outside world: a server that knows nothing of Dibs or Redis, to which every execution writes what it does. The order
 * of its entries is the one order in which all that is checked has happened. Thread-safe.
 *
 * <p>It fences as a database would: it keeps the highest token that it has seen for each resource, and refuses an older
 * one; a reader's only if it is older than the highest of a writer.
 *
 * <p>Protocol: a line for each entry, answered by {@code +} (it has happened) or {@code -} (refused) and a line feed.
 */
final class Ledger implements AutoCloseable {
    private final ServerSocket server;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Long> exclusive = new HashMap<>();
    private final Map<String, Long> any = new HashMap<>();

    Ledger() {
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon("ledger", this::accept);
    }

    private static void daemon(String name, Runnable loop) {
        Thread thread = new Thread(loop, name);
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                daemon("ledger-client", () -> serve(client));
            } catch (IOException e) {
                // Closed, or the client has gone already.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            OutputStream out = client.getOutputStream();
            // A process that is killed while it writes leaves half a line: no line feed, so it is no entry.
            for (String line = readWhole(in); line != null; line = readWhole(in)) {
                out.write(write(Entry.read(line)) ? '+' : '-');
                out.write('\n');
                out.flush();
            }
        } catch (IOException e) {
            // The process has gone. What it wrote, it wrote.
        }
    }

    private static String readWhole(BufferedReader in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return line.toString();
            }
            line.append((char) c);
        }
        return null;
    }

    /** Writes an entry; returns false if it was refused, which is an entry too. */
    synchronized boolean write(Entry entry) {
        boolean accepted = !entry.isFenced() || fence(entry);
        entries.add(entry.withAccepted(accepted));
        return accepted;
    }

    private boolean fence(Entry entry) {
        boolean old = entry.fencedResources().stream()
                .anyMatch(r ->
                        entry.token() < (r.mode() == Mode.EXCLUSIVE ? any : exclusive).getOrDefault(r.resource(), 0L));
        if (old) {
            return false;
        }
        entry.fencedResources().forEach(r -> {
            any.merge(r.resource(), entry.token(), Math::max);
            if (r.mode() == Mode.EXCLUSIVE) {
                exclusive.merge(r.resource(), entry.token(), Math::max);
            }
        });
        return true;
    }

    /** How many entries there are so far. */
    synchronized int size() {
        return entries.size();
    }

    /** All entries so far, in order. */
    synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
