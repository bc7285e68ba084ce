package io.dibs.worker;

import java.util.Optional;

import io.dibs.log.Log;
import io.dibs.log.LogEvent;
import io.dibs.store.Exchange;
import io.dibs.trace.Tracing;

/** A span that never throws: a slot goes on, whatever the server's OpenTelemetry does. Thread-safe. */
record SafeRunning(Exchange.Claimed claim, Tracing.Running span) implements Tracing.Running {
    private static final Log LOG = Log.of(SafeRunning.class);

    @Override
    public Optional<String> traceparent() {
        return span.traceparent();
    }

    @Override
    public void stopped(String reason) {
        safely(() -> span.stopped(reason));
    }

    @Override
    public void failed(Throwable thrown) {
        safely(() -> span.failed(thrown));
    }

    @Override
    public void left() {
        safely(span::left);
    }

    @Override
    public void settled(String outcome) {
        safely(() -> span.settled(outcome));
    }

    private void safely(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | LinkageError e) {
            untraced(claim, e);
        }
    }

    /** Says that a task is not traced, or not wholly. */
    static void untraced(Exchange.Claimed claim, Throwable cause) {
        LOG.about(claim.task(), claim.attributes().correlationId()).tell(cause, LogEvent.TASK_UNTRACED, claim.task());
    }
}
