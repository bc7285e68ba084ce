package io.dibs.engine;

import java.time.Instant;
import java.util.Optional;

import io.dibs.trace.Tracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/**
 * The span of an execution. What became of it is known only when Redis has answered, and the span lasts as long as the task's
 * method did: so it is ended with a time that has passed.
 */
final class OpenTelemetryRun implements Tracing.Running {
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("dibs.stop.reason");

    private final Span span;
    private final Instant start;
    private final long startNanos = System.nanoTime();
    private final boolean redact;
    private final Optional<String> traceparent;
    private final Scope scope;
    private volatile Instant end;

    /** Makes the span that of the calling thread. */
    OpenTelemetryRun(Span span, Instant start, boolean redact) {
        this.span = span;
        this.start = start;
        this.redact = redact;
        Context context = Context.root().with(span);
        traceparent = Optional.of(OpenTelemetryTracing.header(context));
        scope = context.makeCurrent();
    }

    @Override
    public Optional<String> traceparent() {
        return traceparent;
    }

    @Override
    public void stopped(String reason) {
        span.addEvent("stop", Attributes.of(REASON, reason));
    }

    @Override
    public void failed(Throwable thrown) {
        span.setAttribute("error.type", thrown.getClass().getName());
        span.setStatus(StatusCode.ERROR);
        if (!redact) {
            try {
                span.recordException(thrown);
            } catch (Throwable again) { // Its message or its stack may be a task's code too.
                span.addEvent("exception");
            }
        }
    }

    @Override
    public void left() {
        end = start.plusNanos(System.nanoTime() - startNanos);
        scope.close();
    }

    @Override
    public void settled(String outcome) {
        span.setAttribute("dibs.outcome", outcome);
        if (outcome.equals("failed")) {
            span.setStatus(StatusCode.ERROR);
        }
        Instant left = end;
        if (left == null) {
            span.end(); // It goes on, and nobody waits for it any more.
        } else {
            span.end(left);
        }
    }
}
