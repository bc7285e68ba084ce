package io.dibs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

import jakarta.security.enterprise.SecurityContext;

import org.junit.jupiter.api.Test;

import io.dibs.Correlation;
import io.dibs.config.Settings;
import io.dibs.store.Attributes;
import io.dibs.trace.Tracing;

class CorrelatedDispatchTest {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final Dispatches dispatches = new Dispatches(
            null, settings(), null, null, null, null, new Caller((SecurityContext) null), null, Tracing.OFF);
    private final Builder builder = new Builder("test.Tasks#run", "[]", Map.of(), dispatches);

    private static Settings settings() {
        Properties defaults = new Properties();
        try (InputStream in = Settings.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
            defaults.load(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return Settings.read(key -> Optional.ofNullable(defaults.getProperty(key)));
    }

    private Attributes dispatched() {
        return dispatches.newTask(builder).attributes();
    }

    @Test
    void a_task_has_the_correlation_of_the_thread_that_dispatches_it() {
        Correlation.Scope scope = Correlation.of("request-1").inTrace(TRACE).enter();
        try {
            assertThat(dispatched().correlationId()).contains("request-1");
            assertThat(dispatched().origin().traceparent()).contains(TRACE);
        } finally {
            scope.close();
        }
    }

    @Test
    void an_id_of_its_own_comes_first_and_stays_in_the_trace() {
        Correlation.Scope scope = Correlation.of("request-1").inTrace(TRACE).enter();
        try {
            builder.correlationId("expedition 7");
            assertThat(dispatched().correlationId()).contains("expedition 7");
            assertThat(dispatched().origin().traceparent()).contains(TRACE);
        } finally {
            scope.close();
        }
    }

    @Test
    void without_either_it_has_none() {
        assertThat(dispatched().correlationId()).isEmpty();
        assertThat(dispatched().origin().traceparent()).isEmpty();
    }
}
