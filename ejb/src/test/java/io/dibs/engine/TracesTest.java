package io.dibs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import jakarta.security.enterprise.SecurityContext;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.dibs.Correlation;
import io.dibs.RetryPolicy;
import io.dibs.StoreUnavailableException;
import io.dibs.TaskBuilder;
import io.dibs.TaskContext;
import io.dibs.TaskState;
import io.dibs.TaskStateChanged;
import io.dibs.config.Settings;
import io.dibs.metric.Metrics;
import io.dibs.store.Domain;
import io.dibs.store.WorkerStore;
import io.dibs.trace.Tracing;
import io.dibs.worker.CurrentTask;
import io.dibs.worker.StateListener;
import io.dibs.worker.WorkerPool;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;

/** Spans of tasks on a real Redis server, made by OpenTelemetry's own SDK. */
@Timeout(60)
@SuppressWarnings("try") // Scopes are only closed.
class TracesTest {
    private interface Work {
        String run(TaskContext context) throws Exception;
    }

    private final InMemorySpanExporter exported = InMemorySpanExporter.create();
    private final OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exported))
                    .build())
            .build();
    private final Domain domain = Domain.fresh();
    private final Map<String, Work> works = new ConcurrentHashMap<>();
    private final List<WorkerPool> pools = new ArrayList<>();
    private final Dispatches dispatches = dispatches(domain, new OpenTelemetryTracing(telemetry, false));

    private static Dispatches dispatches(Domain domain, Tracing tracing) {
        return new Dispatches(
                domain.tasks,
                settings(),
                new StateNotifier(new Module()) {
                    @Override
                    public boolean isListening() {
                        return false;
                    }
                },
                null,
                null,
                null,
                new Caller((SecurityContext) null),
                Metrics.unexported(),
                tracing);
    }

    private static Settings settings() {
        Properties defaults = new Properties();
        try (InputStream in = Settings.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
            defaults.load(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return Settings.read(key -> Optional.ofNullable(defaults.getProperty(key)));
    }

    private void startWorker(boolean redact) {
        WorkerPool pool = new WorkerPool(
                new WorkerPool.Options(
                        "w1",
                        List.of("*"),
                        2,
                        Duration.ofSeconds(30),
                        Duration.ZERO,
                        Path.of(System.getProperty("java.io.tmpdir"), "dibs-test"),
                        redact,
                        "1",
                        Map.of()),
                domain.tasks,
                new WorkerStore(domain.redis, domain.settings.retention(), true),
                claim -> works.get(claim.name()).run(CurrentTask.find().orElseThrow()),
                new StateListener() {
                    @Override
                    public boolean isListening() {
                        return false;
                    }

                    @Override
                    public void changed(TaskStateChanged change) {
                        // Nobody is told.
                    }

                    @Override
                    public void groupCompleted(String group) {
                        // Nor of this.
                    }
                },
                Thread::new,
                Metrics.unexported(),
                new OpenTelemetryTracing(telemetry, redact));
        pool.start();
        pools.add(pool);
    }

    @AfterEach
    void stop() {
        pools.forEach(WorkerPool::close);
        domain.close();
        telemetry.close();
    }

    private TaskBuilder task(String name, Work work) {
        works.put("test.Tasks#" + name, work);
        return new Builder("test.Tasks#" + name, "[]", Map.of(), dispatches);
    }

    private static UUID dispatch(TaskBuilder task) {
        return task.dispatch().id();
    }

    private Span request() {
        return telemetry.getTracer("test").spanBuilder("request").startSpan();
    }

    /** The spans of a task with such names, by their starts, once there are that many. */
    private List<SpanData> spans(String operation, String task, int count) {
        return await().until(
                        () -> exported.getFinishedSpanItems().stream()
                                .filter(span -> span.getName().equals(operation + " test.Tasks#" + task))
                                .sorted(Comparator.comparing(SpanData::getStartEpochNanos))
                                .toList(),
                        found -> found.size() == count);
    }

    private SpanData span(String operation, String task) {
        return spans(operation, task, 1).get(0);
    }

    private static String text(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }

    private static Stream<String> events(SpanData span) {
        return span.getEvents().stream().map(EventData::getName);
    }

    private static String traceparent(SpanData span) {
        return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-01";
    }

    @Test
    void dispatch_wait_and_run_hang_under_the_request() {
        Span request = request();
        UUID id;
        try (Scope scope = request.makeCurrent()) {
            id = dispatch(task("sync", context -> "\"" + context.traceparent().orElseThrow() + "\"")
                    .queue("q")
                    .group("g")
                    .correlationId("cause")
                    .exclusive("a", "b"));
        }
        startWorker(false);

        SpanData run = span("run", "sync");
        SpanData dispatch = span("dispatch", "sync");
        SpanData wait = span("wait", "sync");
        assertThat(dispatch.getParentSpanId())
                .isEqualTo(request.getSpanContext().getSpanId());
        assertThat(wait.getParentSpanId()).isEqualTo(dispatch.getSpanId());
        assertThat(run.getParentSpanId()).isEqualTo(dispatch.getSpanId());
        assertThat(List.of(dispatch, wait, run)).allSatisfy(span -> {
            assertThat(span.getTraceId()).isEqualTo(request.getSpanContext().getTraceId());
            assertThat(text(span, "messaging.system")).isEqualTo("dibs");
            assertThat(text(span, "messaging.message.id")).isEqualTo(id.toString());
            assertThat(text(span, "messaging.destination.name")).isEqualTo("q");
            assertThat(text(span, "messaging.message.conversation_id")).isEqualTo("cause");
            assertThat(text(span, "dibs.group")).isEqualTo("g");
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        });
        assertThat(dispatch.getKind()).isEqualTo(SpanKind.PRODUCER);
        assertThat(run.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(text(run, "dibs.worker")).isEqualTo("w1");
        assertThat(text(run, "dibs.outcome")).isEqualTo("completed");
        assertThat(run.getAttributes().get(AttributeKey.longKey("dibs.attempt")))
                .isEqualTo(1);
        assertThat(dispatch.getAttributes().get(AttributeKey.longKey("dibs.resources")))
                .isEqualTo(2);
        assertThat(wait.getStartEpochNanos()).isLessThanOrEqualTo(wait.getEndEpochNanos());
        assertThat(events(wait)).containsExactly("ready");
        assertThat(domain.tasks.find(id).orElseThrow().attributes().origin().traceparent())
                .contains(traceparent(dispatch));
        assertThat(domain.tasks.find(id).orElseThrow().json("result").orElseThrow())
                .isEqualTo("\"" + traceparent(run) + "\"");
    }

    @Test
    void what_a_task_does_and_dispatches_hangs_under_its_run() {
        startWorker(false);
        dispatch(task("parent", context -> {
            request().end();
            dispatch(task("child", inner -> ""));
            return "";
        }));

        SpanData run = span("run", "parent");
        assertThat(span("dispatch", "child").getParentSpanId()).isEqualTo(run.getSpanId());
        assertThat(span("run", "child").getTraceId()).isEqualTo(run.getTraceId());
        assertThat(exported.getFinishedSpanItems().stream()
                        .filter(span -> span.getName().equals("request"))
                        .map(SpanData::getParentSpanId))
                .containsExactly(run.getSpanId());
    }

    @Test
    void each_attempt_is_a_run_of_the_same_dispatch() {
        startWorker(false);
        dispatch(task("flaky", context -> {
                    if (context.attempt() == 1) {
                        throw new IllegalStateException("Not yet.");
                    }
                    return "";
                })
                .retry(RetryPolicy.fixed(2, Duration.ofMillis(1))));

        List<SpanData> runs = spans("run", "flaky", 2);
        SpanData dispatch = span("dispatch", "flaky");
        assertThat(runs).extracting(SpanData::getParentSpanId).containsOnly(dispatch.getSpanId());
        assertThat(runs).extracting(run -> text(run, "dibs.outcome")).containsExactly("requeued", "completed");
        assertThat(runs.get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(runs.get(1).getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(spans("wait", "flaky", 1)).hasSize(1);
    }

    @Test
    void a_failure_is_an_error_with_its_exception() {
        startWorker(false);
        dispatch(task("fails", context -> {
            throw new IllegalStateException("Secret.");
        }));

        SpanData run = span("run", "fails");
        assertThat(run.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(text(run, "error.type")).isEqualTo("java.lang.IllegalStateException");
        assertThat(text(run, "dibs.outcome")).isEqualTo("failed");
        assertThat(run.getEvents().toString()).contains("Secret.");
    }

    @Test
    void redacted_errors_are_redacted_here_too() {
        startWorker(true);
        dispatch(task("fails", context -> {
            throw new IllegalStateException("Secret.");
        }));

        SpanData run = span("run", "fails");
        assertThat(run.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(text(run, "error.type")).isEqualTo("java.lang.IllegalStateException");
        assertThat(run.toString()).doesNotContain("Secret.");
    }

    @Test
    void a_cancellation_is_an_event_and_no_error() {
        startWorker(false);
        UUID id = dispatch(task("endless", context -> {
            Thread.sleep(Duration.ofMinutes(5).toMillis());
            return "";
        }));
        await().until(() -> domain.tasks.find(id).orElseThrow().state() == TaskState.RUNNING);
        domain.tasks.cancel(id);

        SpanData run = span("run", "endless");
        assertThat(text(run, "dibs.outcome")).isEqualTo("canceled");
        assertThat(run.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(events(run)).containsExactly("stop");
        assertThat(run.getEvents().get(0).getAttributes().get(AttributeKey.stringKey("dibs.stop.reason")))
                .isEqualTo("canceled");
    }

    /** As the task of a schedule is, which a script creates; or that of a process that does not trace. */
    @Test
    void a_task_without_a_trace_begins_one() {
        works.put("test.Tasks#tick", context -> "");
        new Builder("test.Tasks#tick", "[]", Map.of(), dispatches(domain, Tracing.OFF)).dispatch();
        startWorker(false);

        SpanData run = span("run", "tick");
        SpanData wait = span("wait", "tick");
        assertThat(wait.getParentSpanContext().isValid()).isFalse();
        assertThat(run.getParentSpanId()).isEqualTo(wait.getSpanId());
    }

    @Test
    void a_task_that_names_the_trace_of_others_continues_it() {
        String theirs = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        startWorker(false);
        try (var scope = Correlation.NONE.inTrace(theirs).enter()) {
            dispatch(task("theirs", context -> ""));
        }
        assertThat(span("dispatch", "theirs").getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(span("run", "theirs").getTraceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @Test
    void a_dispatch_that_fails_is_an_error() {
        Domain away = Domain.at("redis://127.0.0.1:1", Duration.ofSeconds(1));
        TaskBuilder task = new Builder(
                "test.Tasks#refused", "[]", Map.of(), dispatches(away, new OpenTelemetryTracing(telemetry, false)));
        assertThatThrownBy(task::dispatch).isInstanceOf(StoreUnavailableException.class);
        assertThat(span("dispatch", "refused").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        away.redis.close();
    }
}
