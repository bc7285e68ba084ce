package io.dibs.web;

import static io.dibs.web.ProblemsTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.dibs.TaskState;
import io.dibs.web.Api.Answer;

class TasksEndpointTest {
    private static final String JSON = "application/json";
    private static final String CANCELED = "{\"state\": \"canceled\"}";
    private static final UUID ID = Samples.id(7);
    private static final String PATH = "tasks/" + ID;

    private final FakeDibs dibs = new FakeDibs();
    private final Api api = new Api(dibs);

    @Test
    void a_page_says_how_many_there_are_and_where_the_others_are() {
        for (int number = 0; number < 5; number++) {
            dibs.tasks.put(Samples.id(number), Samples.task(Samples.id(number), TaskState.RUNNING));
        }
        JsonObject page = api.get("tasks?offset=2&limit=2&state=running&name=io.dibs.example.Tasks%23run")
                .json();
        assertThat(page.getInt("count")).isEqualTo(5);
        assertThat(page.getJsonArray("results")).hasSize(2);
        String rest = "&state=running&name=io.dibs.example.Tasks%23run";
        assertThat(page.getString("next")).isEqualTo("/dibs/api/v1/tasks?limit=2&offset=4" + rest);
        assertThat(page.getString("previous")).isEqualTo("/dibs/api/v1/tasks?limit=2&offset=0" + rest);
    }

    @Test
    void the_only_page_has_no_neighbours() {
        JsonObject page = api.get("tasks").json();
        assertThat(page).containsEntry("next", JsonValue.NULL).containsEntry("previous", JsonValue.NULL);
    }

    @ParameterizedTest
    @CsvSource({
        "stat=running, stat",
        "state=sleeping, state",
        "state=, state",
        "limit=0, limit",
        "limit=1001, limit",
        "limit=ten, limit",
        "limit=1&limit=2, limit",
        "offset=-1, offset",
        "offset=99999999999, offset",
        "name=, name"
    })
    void a_parameter_that_is_wrong_is_named(String query, String field) {
        Answer answer = api.get("tasks?" + query);
        assertProblem(answer, 400);
        assertThat(answer.json().getString("field")).isEqualTo(field);
    }

    @Test
    void a_task_that_waits_says_what_for_when_it_is_asked_alone() {
        dibs.tasks.put(ID, Samples.task(ID, TaskState.WAITING));
        JsonObject reason = api.get(PATH).json().getJsonObject("waiting_for");
        assertThat(reason.getString("kind")).isEqualTo("resources");
        assertThat(api.get("tasks").json().getJsonArray("results").getJsonObject(0))
                .containsEntry("waiting_for", JsonValue.NULL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1-1-1-1-1", "01980000-0000-7000-8000-000000000009", "%00", "..%2F"})
    void a_task_that_is_not_there_is_not_found(String id) {
        assertProblem(api.get("tasks/" + id), 404);
        assertProblem(api.send("DELETE", "tasks/" + id, null, null), 404);
        assertProblem(api.send("PATCH", "tasks/" + id, JSON, CANCELED), 404);
        assertProblem(api.send("POST", "tasks/" + id + "/abandon", null, null), 404);
        assertProblem(api.get("tasks/" + id + "/stack"), 404);
    }

    @Test
    void canceling_answers_with_the_task() {
        dibs.tasks.put(ID, Samples.task(ID, TaskState.WAITING));
        Answer answer = api.send("PATCH", PATH, JSON, CANCELED);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().getString("state")).isEqualTo("canceled");
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPLETED", "FAILED", "CANCELED"})
    void a_final_task_cannot_be_canceled(TaskState state) {
        dibs.tasks.put(ID, Samples.task(ID, state));
        Answer answer = api.send("PATCH", PATH, JSON, CANCELED);
        assertProblem(answer, 409);
        assertThat(answer.json().getString("state")).isEqualTo(state.text());
        assertThat(dibs.tasks.get(ID).state()).isEqualTo(state);
    }

    @Test
    void any_other_change_is_refused_and_nothing_is_changed() {
        dibs.tasks.put(ID, Samples.task(ID, TaskState.WAITING));
        Answer answer = api.send("PATCH", PATH, JSON, "{\"state\": \"canceled\", \"priority\": 3}");
        assertProblem(answer, 400);
        assertThat(answer.json().getString("field")).isEqualTo("priority");
        assertProblem(api.send("PATCH", PATH, "text/plain", CANCELED), 415);
        assertProblem(api.send("PATCH", PATH, null, CANCELED), 415);
        assertThat(dibs.tasks.get(ID).state()).isEqualTo(TaskState.WAITING);
    }

    @Test
    void a_task_that_does_not_stop_can_be_given_up() {
        dibs.tasks.put(ID, Samples.task(ID, TaskState.CANCELING));
        Answer answer = api.send("POST", PATH + "/abandon", null, null);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().getString("state")).isEqualTo("canceled");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CANCELING")
    void only_a_task_that_was_told_to_stop_can_be_given_up(TaskState state) {
        dibs.tasks.put(ID, Samples.task(ID, state));
        Answer answer = api.send("POST", PATH + "/abandon", null, null);
        assertProblem(answer, 409);
        assertThat(answer.json().getString("state")).isEqualTo(state.text());
        assertThat(dibs.tasks.get(ID).state()).isEqualTo(state);
    }

    @Test
    void the_stack_of_a_task_that_does_not_stop_is_shown() {
        dibs.tasks.put(ID, Samples.task(ID, TaskState.CANCELING));
        JsonObject stack = api.get(PATH + "/stack").json();
        assertThat(stack.getString("text")).contains("\n\tat x.Y.z(Y.java:1)");
        assertThat(stack.getString("taken_at")).isEqualTo("2026-11-24T03:10:05.120000Z");
        dibs.tasks.put(ID, Samples.task(ID, TaskState.RUNNING));
        assertProblem(api.get(PATH + "/stack"), 404);
    }

    @Test
    void a_final_task_can_be_deleted() {
        dibs.tasks.put(ID, Samples.task(ID, TaskState.COMPLETED));
        Answer answer = api.send("DELETE", PATH, null, null);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertProblem(api.send("DELETE", PATH, null, null), 404);
    }

    @Test
    void a_task_that_is_not_final_cannot_be_deleted() {
        dibs.tasks.put(ID, Samples.task(ID, TaskState.RUNNING));
        Answer answer = api.send("DELETE", PATH, null, null);
        assertProblem(answer, 409);
        assertThat(answer.json().getString("state")).isEqualTo("running");
    }

    @Test
    void without_redis_everything_about_tasks_is_unavailable_for_a_while() {
        dibs.connected = false;
        for (String method : new String[] {"GET", "PATCH", "DELETE"}) {
            Answer answer = api.send(
                    method, PATH, "PATCH".equals(method) ? JSON : null, "PATCH".equals(method) ? CANCELED : null);
            assertProblem(answer, 503);
            assertThat(answer.header("Retry-After")).isEqualTo("5");
        }
        for (String path : new String[] {"tasks", PATH + "/stack", "workers", "workers/x", "resources/x", "audit"}) {
            Answer answer = api.get(path);
            assertProblem(answer, 503);
            assertThat(answer.header("Retry-After")).isEqualTo("5");
        }
        assertProblem(api.send("POST", PATH + "/abandon", null, null), 503);
    }
}
