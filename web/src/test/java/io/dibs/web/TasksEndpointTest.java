package io.dibs.web;

import static io.dibs.web.ProblemsTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.dibs.TaskDetail;
import io.dibs.TaskFilter;
import io.dibs.TaskOrder;
import io.dibs.TaskQuery;
import io.dibs.TaskState;
import io.dibs.TimeRange;
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
        String rest = "&limit=2&name=io.dibs.example.Tasks%23run&state=running&state=waiting";
        JsonObject page = api.get("tasks?offset=2" + rest).json();
        assertThat(page.getInt("count")).isEqualTo(5);
        assertThat(page.getJsonArray("results")).hasSize(2);
        assertThat(page.getString("next")).isEqualTo("/dibs/api/v1/tasks?cursor=n00.4" + rest);
        assertThat(page.getString("previous")).isEqualTo("/dibs/api/v1/tasks?cursor=p00.0" + rest);
        assertThat(api.get(page.getString("next")).json().getJsonArray("results"))
                .hasSize(1);
    }

    @Test
    void all_filters_can_be_combined() {
        String parent = Samples.id(3).toString();
        api.get("tasks?state=running&state=failed&name=a%23b&queue=q&worker=w&resource=r&exclusive_resource=a,b"
                + "&exclusive_resource=c&shared_resource=s&created_after=2026-11-24T03:10:05Z"
                + "&created_before=2026-11-24T05:10:05%2B01:00&started_after=2026-11-24T03:10:05.123456Z"
                + "&finished_before=2026-11-24T03:10:05Z&group=g&parent=/dibs/api/v1/tasks/" + parent
                + "&correlation_id=c&owner=o&schedule=s&order=-finished_at&limit=7&fields=id,state");
        TaskQuery query = dibs.listed;
        assertThat(query.filter())
                .isEqualTo(TaskFilter.where()
                        .states(Set.of(TaskState.RUNNING, TaskState.FAILED))
                        .names(List.of("a#b"))
                        .queues(List.of("q"))
                        .workers(List.of("w"))
                        .reserving(List.of("r"))
                        .exclusive(List.of("a,b", "c"))
                        .shared(List.of("s"))
                        .created(new TimeRange(
                                Optional.of(Instant.parse("2026-11-24T03:10:05Z")),
                                Optional.of(Instant.parse("2026-11-24T04:10:05Z"))))
                        .started(TimeRange.from(Instant.parse("2026-11-24T03:10:05.123456Z")))
                        .finished(TimeRange.before(Instant.parse("2026-11-24T03:10:05Z")))
                        .group(Optional.of("g"))
                        .parent(Optional.of(Samples.id(3)))
                        .correlationId(Optional.of("c"))
                        .owner(Optional.of("o"))
                        .schedule(Optional.of("s"))
                        .build());
        assertThat(query.order()).isEqualTo(TaskOrder.LAST_FINISHED_FIRST);
        assertThat(query.limit()).isEqualTo(7);
        assertThat(query.details()).isEmpty();
    }

    @Test
    void only_the_fields_that_are_asked_for_are_shown_and_read() {
        dibs.tasks.put(ID, Samples.task(ID, TaskState.FAILED));
        assertThat(api.get("tasks?fields=state,created_at,reserved_resources,worker")
                        .body())
                .contains("[{\"state\":\"failed\",\"created_at\":\"2026-11-24T03:10:05.120000Z\",\"worker\":null,"
                        + "\"reserved_resources\":[\"repository:a\",\"shared:remote:b\"]}]");
        assertThat(dibs.listed.details()).isEmpty();
        assertThat(api.get("tasks?minimal=true")
                        .json()
                        .getJsonArray("results")
                        .getJsonObject(0)
                        .keySet())
                .containsExactly(
                        "href",
                        "id",
                        "name",
                        "state",
                        "created_at",
                        "unblocked_at",
                        "started_at",
                        "finished_at",
                        "worker");
        assertThat(api.get(PATH + "?fields=result,id&exclude_fields=id").body()).isEqualTo("{\"result\":null}");
        assertThat(dibs.read).containsExactly(TaskDetail.RESULT);
        JsonObject rest =
                api.get(PATH + "?exclude_fields=child_tasks,result,waiting_for").json();
        assertThat(rest).containsKeys("error", "child_task_count").doesNotContainKeys("child_tasks", "result");
        assertThat(dibs.read).contains(TaskDetail.CHILDREN).doesNotContain(TaskDetail.RESULT);
        assertThat(api.get(PATH).json().keySet())
                .isEqualTo(api.get(PATH + "?minimal=false").json().keySet())
                .contains("child_task_count");
    }

    @Test
    void whoever_has_no_role_sees_his_own_tasks_in_lists() {
        dibs.tasks.put(Samples.id(1), Samples.task(Samples.id(1), TaskState.RUNNING, "ann"));
        dibs.tasks.put(Samples.id(2), Samples.task(Samples.id(2), TaskState.RUNNING, "bob"));
        Api ann = api.as(SignedIn.as("ann"));
        for (String query : List.of("", "?owner=ann", "?state=running", "?order=-started_at")) {
            JsonObject page = ann.get("tasks" + query).json();
            assertThat(page.getInt("count")).as(query).isEqualTo(1);
            assertThat(page.getJsonArray("results").getJsonObject(0).getString("id"))
                    .isEqualTo(Samples.id(1).toString());
        }
        assertThat(ann.get("tasks?owner=bob").body())
                .isEqualTo(ann.get("tasks?owner=ann&state=failed").body());
        assertThat(api.get("tasks?owner=bob").json().getInt("count")).isEqualTo(1);
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
        "offset=1&cursor=n00.4, offset",
        "name=, name",
        "name=a&name=, name",
        "queue=, queue",
        "worker=, worker",
        "resource=, resource",
        "exclusive_resource=, exclusive_resource",
        "shared_resource=, shared_resource",
        "state=running&state=waitin, state",
        "'state=running,canceling', state",
        "order=name, order",
        "order=created_at&order=-created_at, order",
        "order=+created_at, order",
        "cursor=x, cursor",
        "cursor=n60.1, cursor",
        "cursor=n00.zzzzzzzzzzzzz, cursor",
        "cursor=n10.4, cursor",
        "created_after=yesterday, created_after",
        "created_before=2026-11-24, created_before",
        "started_after=2026-11-24T03:10:05, started_after",
        "started_before=2026-11-24T03:10:05+01:00, started_before",
        "finished_after=2026-02-30T00:00:00Z, finished_after",
        "finished_before=, finished_before",
        "finished_before=2026-11-24T03:10:05Z&finished_before=2026-11-24T03:10:05Z, finished_before",
        "parent=1-1-1-1-1, parent",
        "group=a&group=b, group",
        "minimal=yes, minimal",
        "'fields=id,nam', fields",
        "fields=, fields",
        "'fields=id,', fields",
        "fields=id&fields=name, fields",
        "fields=id&minimal=true, fields",
        "exclude_fields=arguments, exclude_fields"
    })
    void a_parameter_that_is_wrong_is_named(String query, String field) {
        Answer answer = api.get("tasks?" + query);
        assertProblem(answer, 400);
        assertThat(answer.json().getString("field")).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({
        "'fields=id,nam', fields",
        "exclude_fields=arguments, exclude_fields",
        "minimal=1, minimal",
        "state=running, state",
        "limit=1, limit"
    })
    void a_parameter_of_one_task_that_is_wrong_is_named(String query, String field) {
        dibs.tasks.put(ID, Samples.task(ID, TaskState.WAITING));
        Answer answer = api.get(PATH + "?" + query);
        assertProblem(answer, 400);
        assertThat(answer.json().getString("field")).isEqualTo(field);
    }

    @Test
    void a_parameter_is_not_repeated_without_end() {
        assertProblem(api.get("tasks?state=running" + "&state=running".repeat(100)), 400);
        assertThat(api.get("tasks?state=running" + "&state=running".repeat(99)).status())
                .isEqualTo(200);
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
