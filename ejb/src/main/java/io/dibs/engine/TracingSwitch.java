package io.dibs.engine;

import jakarta.enterprise.inject.spi.BeanManager;

import org.eclipse.microprofile.config.ConfigProvider;

import io.dibs.log.Log;
import io.dibs.log.LogEvent;
import io.dibs.trace.Tracing;

/**
 * Whether the server traces: it has MicroProfile Telemetry, and {@value #SETTING} is {@code false}, which by that specification
 * is not the default. Nothing of OpenTelemetry is loaded where it is not so: not all servers have it. Where it is off, Payara's
 * spans still have ids of their own, which would take the place of the caller's.
 */
final class TracingSwitch {
    static final String SETTING = "otel.sdk.disabled";

    private static final Log LOG = Log.of(TracingSwitch.class);

    private TracingSwitch() {}

    /** @param redact whether spans say no more of exceptions than their classes */
    static Tracing find(BeanManager beans, boolean redact) {
        String disabled = ConfigProvider.getConfig()
                .getOptionalValue(SETTING, String.class)
                .orElse("true");
        if (!disabled.strip().equalsIgnoreCase("false")) {
            return Tracing.OFF;
        }
        try {
            return OpenTelemetryTracing.of(beans, redact);
        } catch (RuntimeException | LinkageError e) {
            LOG.tell(LogEvent.TRACES_UNAVAILABLE, e);
            return Tracing.OFF;
        }
    }
}
