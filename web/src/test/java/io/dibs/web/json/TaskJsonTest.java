package io.dibs.web.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;

import org.junit.jupiter.api.Test;

import io.dibs.Attempt;
import io.dibs.ProgressReport;
import io.dibs.RetryPolicy;
import io.dibs.Task;
import io.dibs.TaskError;
import io.dibs.TaskState;
import io.dibs.web.Samples;

class TaskJsonTest {
    private final Hrefs hrefs = new Hrefs("/dibs/api/v1/");
    private final Jsonb jsonb = new JsonSettings().getContext(Object.class);

    @Test
    void a_task_with_everything() throws IOException {
        Task plain = Samples.task(Samples.id(7), TaskState.FAILED);
        Task task = new Task(
                plain.id(),
                plain.name(),
                plain.state(),
                Optional.of("says \"hi\""),
                "sync",
                5,
                Optional.of(Duration.ofHours(2)),
                plain.createdAt(),
                Optional.of(plain.createdAt().plusNanos(1_000)),
                Optional.of(plain.createdAt().plusSeconds(1)),
                Optional.of(plain.createdAt().plusSeconds(3)),
                Optional.of(plain.createdAt().plusSeconds(2)),
                Optional.of("42@host"),
                2,
                1,
                List.of(
                        new Attempt(
                                1,
                                Optional.of("41@host"),
                                plain.createdAt(),
                                Optional.of(plain.createdAt().plusSeconds(1)),
                                Optional.of(98L),
                                Optional.of(TaskError.reason("Worker has gone missing."))),
                        new Attempt(
                                2,
                                Optional.empty(),
                                plain.createdAt().plusSeconds(1),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())),
                RetryPolicy.exponential(5, Duration.ofSeconds(1), Duration.ofMinutes(5))
                        .on(IllegalStateException.class),
                Optional.of(plain.createdAt().plusSeconds(4)),
                Optional.of(plain.createdAt().plusSeconds(5)),
                Optional.of(99L),
                Optional.of(TaskError.exception("went wrong", "at x")),
                Optional.of(Json.createReader(new StringReader("{\"camelCase\": [1, null]}"))
                        .readValue()),
                List.of(
                        new ProgressReport(
                                "Parsing", "sync.parsing", TaskState.COMPLETED, Optional.of(3L), 3, Optional.empty()),
                        new ProgressReport(
                                "Loading",
                                "sync.loading",
                                TaskState.FAILED,
                                Optional.empty(),
                                1,
                                Optional.of("x.jar"))),
                Optional.of(plain.createdAt().plusSeconds(6)),
                List.of("repository:a/versions/2"),
                plain.reservations(),
                Optional.of(Samples.id(1)),
                List.of(Samples.id(8), Samples.id(9)),
                2_000,
                Optional.of("nightly"),
                Optional.of("c-1"),
                new Task.Origin(
                        Optional.of("ann"),
                        Optional.of("nightly"),
                        Optional.of(Instant.parse("2026-11-24T02:00:00Z")),
                        Optional.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
                        true,
                        Optional.of(Samples.id(6))),
                Map.of("file", "1.2"),
                List.of(Samples.id(5)));
        assertThat(json(task)).isEqualTo(expected("task-full.json"));
    }

    @Test
    void a_task_with_nothing_has_every_field_all_the_same() throws IOException {
        assertThat(json(Samples.task(Samples.id(7), TaskState.WAITING))).isEqualTo(expected("task-bare.json"));
    }

    @Test
    void something_that_happened_to_a_task_is_a_reason_only() {
        assertThat(jsonb.toJson(ErrorJson.of(TaskError.reason("Worker has gone missing."))))
                .isEqualTo("{\"reason\":\"Worker has gone missing.\"}");
    }

    private JsonValue json(Task task) {
        return Json.createReader(new StringReader(jsonb.toJson(TaskJson.listed(task, hrefs))))
                .readValue();
    }

    private static JsonValue expected(String name) throws IOException {
        try (InputStream in = TaskJsonTest.class.getResourceAsStream(name)) {
            return Json.createReader(new StringReader(new String(in.readAllBytes(), StandardCharsets.UTF_8)))
                    .readValue();
        }
    }
}
