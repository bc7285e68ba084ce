package io.dibs.web;

import static io.dibs.web.ProblemsTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.Map;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import io.dibs.TaskState;
import io.dibs.web.Api.Answer;
import io.dibs.web.json.Hrefs;
import io.dibs.web.json.JsonSettings;
import io.dibs.web.json.WhyJson;

/** Why a task does not run, and running one again. */
class WhyAndRetryTest {
    private static final String TASK = "tasks/" + Samples.id(7);

    private final FakeDibs dibs = new FakeDibs();
    private final Api api = new Api(dibs);

    @BeforeEach
    void dispatch() {
        dibs.tasks.put(Samples.id(7), Samples.task(Samples.id(7), TaskState.WAITING, "ann"));
    }

    private void end(TaskState state) {
        dibs.tasks.put(Samples.id(7), Samples.task(Samples.id(7), state, "ann"));
    }

    @Test
    void it_goes_from_the_task_by_the_resource_to_the_task_that_has_it() {
        JsonObject why = api.get(TASK + "/why").json();
        assertThat(why.keySet())
                .containsExactly(
                        "task",
                        "kind",
                        "message",
                        "resources",
                        "dependencies",
                        "ahead",
                        "queue",
                        "due_at",
                        "more",
                        "roots",
                        "estimate");
        assertThat(why.getJsonObject("task").getString("href")).isEqualTo("/dibs/api/v1/" + TASK);
        assertThat(why.getString("kind")).isEqualTo("resources");
        JsonObject resource = why.getJsonArray("resources").getJsonObject(0);
        assertThat(resource.getString("href")).isEqualTo("/dibs/api/v1/resources/repository%3Aa");
        assertThat(resource.getString("resource")).isEqualTo("repository:a");
        assertThat(resource.getString("mode")).isEqualTo("shared");
        assertThat(resource.getInt("position")).isEqualTo(3);
        JsonObject blocker = resource.getJsonArray("blockers").getJsonObject(0);
        assertThat(blocker.getString("mode")).isEqualTo("exclusive");
        assertThat(blocker.getBoolean("granted")).isTrue();
        JsonObject holder = blocker.getJsonObject("why");
        assertThat(holder.keySet()).doesNotContain("roots", "estimate");
        assertThat(holder.getString("kind")).isEqualTo("running");
        assertThat(holder.getJsonObject("task").getString("worker")).isEqualTo("42@host");
        assertThat(holder.getJsonObject("task")
                        .getJsonArray("progress_reports")
                        .getJsonObject(0)
                        .getInt("total"))
                .isEqualTo(400);
        assertThat(why.getJsonArray("roots").getJsonObject(0).getString("task"))
                .isEqualTo("/dibs/api/v1/tasks/" + Samples.id(1));
    }

    @Test
    void a_ready_task_tells_of_its_queue_and_when_it_may_start() {
        JsonObject why = Json.createReader(new StringReader(new JsonSettings()
                        .getContext(Object.class)
                        .toJson(WhyJson.of(FakeWhys.ready(Samples.id(7)), new Hrefs("/dibs/api/v1/")))))
                .readObject();
        assertThat(why.getInt("ahead")).isEqualTo(14);
        assertThat(why.getJsonObject("queue").toString())
                .isEqualTo("{\"href\":\"/dibs/api/v1/queues/sync\",\"name\":\"sync\",\"workers\":2,\"slots\":8,"
                        + "\"paused_at\":null}");
        assertThat(why.getJsonObject("estimate").getString("at")).isEqualTo("2026-11-24T03:10:05.120000Z");
    }

    @Test
    void whoever_has_no_role_is_not_told_who_else_is_in_the_way() {
        Answer answer = api.as(SignedIn.as("ann")).get(TASK + "/why");
        JsonObject blocker = answer.json()
                .getJsonArray("resources")
                .getJsonObject(0)
                .getJsonArray("blockers")
                .getJsonObject(0);
        assertThat(blocker.getJsonObject("why"))
                .containsEntry("task", JsonValue.NULL)
                .containsEntry("kind", Json.createValue("hidden"));
        assertThat(answer.body()).doesNotContain(Samples.id(1).toString());
    }

    @Test
    void a_parameter_that_there_is_not_is_refused() {
        assertProblem(api.get(TASK + "/why?deep=yes"), 400);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"COMPLETED", "FAILED", "CANCELED"})
    void a_final_task_is_dispatched_once_more(TaskState state) {
        end(state);
        Answer answer = api.send("POST", TASK + "/retry", null, null);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().getString("task"))
                .startsWith("/dibs/api/v1/tasks/")
                .doesNotContain(TASK);
        assertThat(answer.header("Location")).endsWith(answer.json().getString("task"));
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"WAITING", "RUNNING", "CANCELING"})
    void one_that_is_not_final_is_a_conflict_with_its_state(TaskState state) {
        end(state);
        Answer answer = api.send("POST", TASK + "/retry", null, null);
        assertProblem(answer, 409);
        assertThat(answer.json().getString("state")).isEqualTo(state.text());
    }

    @Test
    void the_same_key_gives_the_same_task() {
        end(TaskState.FAILED);
        String first = retry("order 7").json().getString("task");
        assertThat(retry("order 7").json().getString("task")).isEqualTo(first);
        assertThat(retry("order 8").json().getString("task")).isNotEqualTo(first);
    }

    @Test
    void a_key_that_is_too_long_is_refused() {
        end(TaskState.FAILED);
        Answer answer = retry("k".repeat(201));
        assertProblem(answer, 400);
        assertThat(answer.json().getString("field")).isEqualTo("Idempotency-Key");
    }

    private Answer retry(String key) {
        return api.send("POST", TASK + "/retry", Map.of("Idempotency-Key", key));
    }
}
