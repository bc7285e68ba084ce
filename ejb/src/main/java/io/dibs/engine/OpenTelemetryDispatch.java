package io.dibs.engine;

import io.dibs.trace.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/** The span of a dispatch. */
record OpenTelemetryDispatch(Span span, String traceparent) implements Tracing.Dispatching {
    @Override
    public void failed(Throwable thrown) {
        span.recordException(thrown);
        span.setAttribute("error.type", thrown.getClass().getName());
        span.setStatus(StatusCode.ERROR);
    }

    @Override
    public void close() {
        span.end();
    }
}
