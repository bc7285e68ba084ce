package io.dibs.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import io.dibs.Reservation;
import io.dibs.chaos.Entry.Verb;

/**
 * One execution's connection to the ledger. Each execution has its own: one that died half-way through an entry, of lack
 * of memory say, cannot leave an answer behind that the next would take for its own. Interrupts do not touch it. Not
 * thread-safe.
 */
final class LedgerClient implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final String process;

    LedgerClient(int port, String process) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
        this.process = process;
    }

    /** Writes an entry about an execution; returns whether the ledger accepted it. */
    boolean write(Verb verb, UUID task, long token, int attempt, List<Reservation> reservations) throws IOException {
        return send(new Entry(verb, process, task, token, attempt, reservations, "", true, 0));
    }

    /** Writes an entry about the process. */
    void write(Verb verb, String note) throws IOException {
        send(Entry.of(verb, process, note));
    }

    /** Writes an entry about a dispatch. */
    void write(Verb verb, UUID task, List<Reservation> reservations) throws IOException {
        send(new Entry(verb, process, task, 0, 0, reservations, "", true, 0));
    }

    private boolean send(Entry entry) throws IOException {
        socket.getOutputStream().write((entry.line() + "\n").getBytes(StandardCharsets.US_ASCII));
        int answer = in.read();
        if (answer < 0 || in.read() != '\n') {
            throw new IOException("The ledger has gone.");
        }
        return answer == '+';
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
