package io.dibs.web.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;

import io.dibs.log.Log;
import io.dibs.log.LogEvent;

/**
 * A connection on which events are written, as fast as its client takes them and never faster: so no thread waits for a client.
 * Thread-safe.
 */
final class EventConnection implements WriteListener {
    private static final Log LOG = Log.of(EventConnection.class);
    private static final int PIECE = 8192;

    private final EventSource source;
    private final ServletOutputStream output;
    private final Consumer<EventConnection> complete;
    private boolean heartbeat;
    private boolean unflushed;
    private boolean done;

    /**
     * A connection.
     *
     * @param complete ends the request, once
     */
    EventConnection(EventSource source, ServletOutputStream output, Consumer<EventConnection> complete) {
        this.source = source;
        this.output = output;
        this.complete = complete;
    }

    /** Writes something even if nothing happened, so that a dead connection is noticed, by either side. */
    synchronized void beat() {
        heartbeat = true;
        write();
    }

    /** Writes what there is, as far as it can be written now. */
    synchronized void write() {
        try {
            while (!done && output.isReady()) {
                byte[] piece = piece();
                if (piece.length > 0) {
                    unflushed = true;
                    output.write(piece);
                } else if (unflushed) {
                    unflushed = false;
                    output.flush();
                } else {
                    if (source.isOver()) {
                        finish();
                    }
                    break;
                }
            }
        } catch (IOException | RuntimeException e) {
            onError(e);
        }
    }

    private byte[] piece() {
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        Optional<String> text;
        while (piece.size() < PIECE && (text = source.next()).isPresent()) {
            piece.writeBytes(text.get().getBytes(StandardCharsets.UTF_8));
        }
        if (heartbeat && piece.size() == 0) {
            piece.writeBytes(EventText.HEARTBEAT.getBytes(StandardCharsets.UTF_8));
        }
        heartbeat = false;
        return piece.toByteArray();
    }

    /** Ends it, whatever there still is. */
    synchronized void finish() {
        if (!done) {
            done = true;
            source.close();
            complete.accept(this);
        }
    }

    @Override
    public void onWritePossible() {
        write();
    }

    @Override
    public void onError(Throwable e) {
        LOG.tell(e, LogEvent.EVENTS_CONNECTION_ENDED);
        finish();
    }
}
