package io.dibs.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.inject.spi.BeanManager;

import io.dibs.trace.TracedTask;
import io.dibs.trace.Tracing;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;

/**
 * Makes spans by the server's OpenTelemetry, with the names of its conventions for messaging. Loaded only where the server
 * has it.
 */
final class OpenTelemetryTracing implements Tracing {
    private static final String HEADER = "traceparent";

    /** Reads a header that is all there is. */
    private static final TextMapGetter<String> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
            return List.of(HEADER);
        }

        @Override
        public String get(String carrier, String key) {
            return key.equals(HEADER) ? carrier : null;
        }
    };

    private final Tracer tracer;
    private final boolean redact;

    /** @param redact whether spans say no more of exceptions than their classes */
    OpenTelemetryTracing(OpenTelemetry telemetry, boolean redact) {
        tracer = telemetry.getTracer("io.dibs", Version.TEXT);
        this.redact = redact;
    }

    /** That of the server, which gives it as a bean. */
    static Tracing of(BeanManager beans, boolean redact) {
        return new OpenTelemetryTracing(
                beans.createInstance().select(OpenTelemetry.class).get(), redact);
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public Optional<String> current() {
        Context current = Context.current();
        return Span.fromContext(current).getSpanContext().isValid() ? Optional.of(header(current)) : Optional.empty();
    }

    /** A span, as W3C Trace Context writes it. */
    static String header(Context context) {
        String[] header = {""};
        W3CTraceContextPropagator.getInstance().inject(context, header, (carrier, key, value) -> {
            if (key.equals(HEADER)) {
                carrier[0] = value;
            }
        });
        return header[0];
    }

    @Override
    public Dispatching dispatching(TracedTask task, int resources) {
        Context current = Context.current();
        Context parent = Span.fromContext(current).getSpanContext().isValid() ? current : named(task);
        Span span = builder("dispatch", "send", SpanKind.PRODUCER, task)
                .setParent(parent)
                .setAttribute("dibs.resources", resources)
                .startSpan();
        return new OpenTelemetryDispatch(span, header(parent.with(span)));
    }

    @Override
    public Running running(TracedTask task, Attempt attempt, Optional<Wait> wait) {
        Context parent = named(task);
        if (wait.isPresent()) {
            Span waited = waited(task, wait.get(), parent);
            if (task.traceparent().isEmpty()) {
                parent = parent.with(waited); // There is nothing else that the run could belong to.
            }
        }
        Instant start = Instant.now();
        Span span = builder("run", "process", SpanKind.CONSUMER, task)
                .setParent(parent)
                .setStartTimestamp(start)
                .setAttribute("dibs.attempt", attempt.number())
                .setAttribute("dibs.fencing_token", attempt.fencingToken())
                .setAttribute("dibs.worker", attempt.worker())
                .startSpan();
        return new OpenTelemetryRun(span, start, redact);
    }

    private Span waited(TracedTask task, Wait wait, Context parent) {
        Span span = builder("wait", "receive", SpanKind.INTERNAL, task)
                .setParent(parent)
                .setStartTimestamp(wait.created())
                .setAttribute("dibs.wait.resources_ms", millis(wait.created(), wait.unblocked()))
                .setAttribute("dibs.wait.worker_ms", millis(wait.unblocked(), wait.claimed()))
                .startSpan();
        span.addEvent("ready", wait.unblocked());
        span.end(wait.claimed());
        return span;
    }

    private static long millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }

    /** The span to which a task belongs. */
    private static Context named(TracedTask task) {
        return W3CTraceContextPropagator.getInstance()
                .extract(Context.root(), task.traceparent().orElse(""), GETTER);
    }

    private SpanBuilder builder(String operation, String type, SpanKind kind, TracedTask task) {
        SpanBuilder span = tracer.spanBuilder(operation + ' ' + task.name())
                .setSpanKind(kind)
                .setAttribute("messaging.system", "dibs")
                .setAttribute("messaging.operation.name", operation)
                .setAttribute("messaging.operation.type", type)
                .setAttribute("messaging.message.id", task.id().toString())
                .setAttribute("dibs.task", task.name());
        Map.of(
                        "messaging.destination.name", task.queue(),
                        "messaging.message.conversation_id", task.correlationId(),
                        "dibs.group", task.group(),
                        "dibs.schedule", task.schedule())
                .forEach((name, value) -> value.ifPresent(text -> span.setAttribute(name, text)));
        return span;
    }
}
