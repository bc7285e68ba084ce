package io.dibs.it.upgrade;

import static io.dibs.it.upgrade.Edition.NEW;
import static io.dibs.it.upgrade.Edition.OLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.json.JsonObject;

import org.junit.jupiter.api.Test;

import io.dibs.it.upgrade.SpanCollector.Collected;

/** As docs/operations.md#traces tells it, through two processes. */
abstract class TracedTasks {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final TwoVersions versions;

    TracedTasks(TwoVersions versions) {
        this.versions = versions;
    }

    @Test
    void what_one_process_dispatches_and_another_runs_is_one_trace() throws Exception {
        String trace = UUID.randomUUID().toString().replace("-", "");
        versions.get(NEW);
        Node old = versions.get(OLD).with(Map.of("traceparent", "00-" + trace + "-00f067aa0ba902b7-01"));
        String href =
                old.dispatch(Map.of("method", "runWithChild", "arguments", List.of("traced"), "queue", NEW.code()));
        JsonObject task = old.awaitState(href, "completed");
        assertThat(task.getString("worker")).isEqualTo(NEW.code());

        Collected run = awaited(trace, NEW, "run com.acme.errand.Errands#runWithChild");
        Collected dispatch = awaited(trace, OLD, "dispatch com.acme.errand.Errands#runWithChild");
        Collected wait = awaited(trace, NEW, "wait com.acme.errand.Errands#runWithChild");
        assertThat(run.parent()).isEqualTo(dispatch.id());
        assertThat(wait.parent()).isEqualTo(dispatch.id());
        assertThat(task.getString("traceparent")).isEqualTo(traceparent(dispatch));
        assertThat(task.getJsonObject("result").getString("traceparent")).isEqualTo(traceparent(run));
        Collected child = awaited(trace, NEW, "dispatch com.acme.errand.Errands#run");
        assertThat(child.parent()).isEqualTo(run.id());
    }

    private Collected awaited(String trace, Edition by, String name) {
        return await().atMost(LONGEST)
                .until(
                        () -> versions.spans().of(trace).stream()
                                .filter(span -> span.name().equals(name))
                                .filter(span -> span.service().equals(by.code()))
                                .toList(),
                        found -> found.size() == 1)
                .get(0);
    }

    private static String traceparent(Collected span) {
        return "00-" + span.trace() + "-" + span.id() + "-01";
    }
}
