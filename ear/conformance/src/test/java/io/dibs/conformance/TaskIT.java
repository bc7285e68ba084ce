package io.dibs.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A task, as {@code GET tasks/{id}} tells of it, from its dispatch to its end. */
@ConformanceTest
class TaskIT {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";
    private static final String[] FIELDS = {
        "href",
        "id",
        "name",
        "state",
        "description",
        "queue",
        "priority",
        "task_group",
        "correlation_id",
        "created_at",
        "unblocked_at",
        "started_at",
        "finished_at",
        "due_at",
        "canceling_since",
        "abandoned_at",
        "worker",
        "attempt",
        "deaths",
        "attempts",
        "retry",
        "error",
        "result",
        "progress_reports",
        "progress_changed_at",
        "created_resources",
        "reserved_resources",
        "parent_task",
        "child_tasks",
        "owner",
        "schedule",
        "retry_of",
        "traceparent",
        "immediate",
        "minimum_versions",
        "dependencies",
        "waiting_for"
    };

    private final Client client = Server.administrator();

    @RegisterExtension
    final Tasks tasks = new Tasks(client);

    @Test
    void a_dispatch_answers_202_with_a_location_that_answers_at_once() throws Exception {
        String repository = tasks.repository();
        Answer dispatched = client.post(
                "file/repositories/" + repository + "/sync", "{\"remote\": \"" + tasks.remote("empty") + "\"}");
        String task = dispatched.task();
        assertThat(client.get(dispatched.header("Location")).ok().text("href")).isEqualTo(task);
        tasks.dispatched(task);
    }

    @Test
    void every_field_is_always_there() throws Exception {
        Tasks.Blocked blocked = tasks.blocked();
        for (String task :
                new String[] {blocked.holder(), blocked.waiting(), tasks.completed(), tasks.failed(), tasks.canceled()
                }) {
            assertThat(client.get(task).ok().json().keySet()).contains(FIELDS);
        }
    }

    @Test
    void times_are_utc_with_six_digits() throws Exception {
        JsonObject task = client.get(tasks.completed()).ok().json();
        for (String field : new String[] {"created_at", "unblocked_at", "started_at", "finished_at"}) {
            assertThat(task.getString(field)).matches(TIME);
        }
        assertThat(task.getString("created_at")).isLessThanOrEqualTo(task.getString("unblocked_at"));
        assertThat(task.getString("unblocked_at")).isLessThanOrEqualTo(task.getString("started_at"));
        assertThat(task.getString("started_at")).isLessThanOrEqualTo(task.getString("finished_at"));
    }

    @Test
    void a_completed_task_has_a_result_and_no_error() throws Exception {
        String repository = tasks.repository();
        JsonObject task = tasks.await(tasks.sync(repository, tasks.remote("files")), "completed");
        assertThat(task.getInt("result")).isEqualTo(1);
        assertThat(task.get("error")).isEqualTo(JsonValue.NULL);
        assertThat(task.getInt("attempt")).isEqualTo(1);
        assertThat(task.getString("worker")).isNotBlank();
        assertThat(task.getJsonArray("created_resources").getString(0)).contains(repository);
        JsonObject empty = client.get(tasks.completed()).ok().json();
        assertThat(empty.get("result")).isEqualTo(JsonValue.NULL);
    }

    @Test
    void a_failed_task_has_a_description_and_a_traceback() throws Exception {
        JsonObject task = client.get(tasks.failed()).ok().json();
        assertThat(task.getJsonObject("error")).containsOnlyKeys("description", "traceback");
        assertThat(task.getJsonObject("error").getString("description")).contains("404");
        assertThat(task.get("result")).isEqualTo(JsonValue.NULL);
    }

    @Test
    void a_final_task_has_no_progress_that_runs() throws Exception {
        for (String task : new String[] {tasks.completed(), tasks.failed(), tasks.canceled()}) {
            JsonObject json = client.get(task).ok().json();
            assertThat(json.getJsonArray("progress_reports")).isNotEmpty();
            for (JsonObject report : json.getJsonArray("progress_reports").getValuesAs(JsonObject.class)) {
                assertThat(report.keySet()).contains("message", "code", "state", "total", "done", "suffix");
                assertThat(report.getString("state")).isNotIn("running", "waiting", "canceling");
            }
        }
    }

    @Test
    void an_exclusive_reservation_is_a_name_and_a_shared_one_begins_with_shared() throws Exception {
        JsonObject task = client.get(tasks.completed()).ok().json();
        assertThat(task.getJsonArray("reserved_resources").toString())
                .contains("\"file:repository:")
                .contains("\"shared:file:remote:");
    }

    @Test
    void a_waiting_task_says_which_task_holds_what_it_waits_for() throws Exception {
        Tasks.Blocked both = tasks.blocked();
        JsonObject waiting = client.get(both.waiting()).ok().json();
        assertThat(waiting.getString("state")).isEqualTo("waiting");
        assertThat(waiting.get("started_at")).isEqualTo(JsonValue.NULL);
        assertThat(waiting.get("unblocked_at")).isEqualTo(JsonValue.NULL);
        assertThat(waiting.getJsonObject("waiting_for").getString("kind")).isEqualTo("resources");
        assertThat(waiting.getJsonObject("waiting_for").getString("message")).isNotBlank();
        JsonObject blocked =
                waiting.getJsonObject("waiting_for").getJsonArray("resources").getJsonObject(0);
        assertThat(blocked.getInt("position")).isEqualTo(1);
        JsonObject holder = blocked.getJsonArray("holders").getJsonObject(0);
        assertThat(holder.getString("task")).isEqualTo(both.holder());
        assertThat(holder.getString("mode")).isEqualTo("exclusive");
        assertThat(holder.getBoolean("granted")).isTrue();
        assertThat(holder.getString("since")).matches(TIME);
        assertThat(client.get(both.holder()).ok().json().get("waiting_for")).isEqualTo(JsonValue.NULL);
    }

    @Test
    void a_task_that_was_blocked_runs_when_its_holder_ends() throws Exception {
        Tasks.Blocked both = tasks.blocked();
        tasks.letGo();
        JsonObject before = tasks.await(both.holder(), "completed");
        JsonObject after = tasks.await(both.waiting(), "completed");
        assertThat(after.getString("started_at")).isGreaterThanOrEqualTo(before.getString("finished_at"));
    }

    @Test
    void a_blocked_task_does_not_hold_up_others() throws Exception {
        String blocked = tasks.blocked().waiting();
        tasks.await(tasks.sync(tasks.repository()), "completed");
        assertThat(client.get(blocked).ok().text("state")).isEqualTo("waiting");
    }

    @Test
    void a_running_task_tells_its_attempt_and_its_retry_policy() throws Exception {
        JsonObject running = client.get(tasks.running()).ok().json();
        JsonObject attempt = running.getJsonArray("attempts").getJsonObject(0);
        assertThat(attempt.keySet())
                .contains("number", "worker", "started_at", "finished_at", "fencing_token", "error");
        assertThat(attempt.getString("started_at")).isEqualTo(running.getString("started_at"));
        assertThat(running.getJsonObject("retry").keySet())
                .contains("max_attempts", "delay", "max_delay", "exceptions");
        assertThat(running.getJsonObject("retry").getInt("max_attempts")).isEqualTo(1);
    }

    @Test
    void fencing_tokens_grow_from_task_to_task() throws Exception {
        assertThat(token(tasks.completed())).isLessThan(token(tasks.completed()));
    }

    private long token(String task) throws Exception {
        JsonObject json = client.get(task).ok().json();
        return json.getJsonArray("attempts")
                .getJsonObject(0)
                .getJsonNumber("fencing_token")
                .longValueExact();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-1-1-1-1", "not-an-id", "00000000", "%20", "..%2F..", "é"})
    void what_is_no_id_is_not_found(String id) throws Exception {
        client.get("tasks/" + (id.equals("é") ? "%C3%A9" : id)).problem(404);
    }

    @Test
    void a_task_that_nobody_dispatched_is_not_found() throws Exception {
        String nobody = "tasks/" + UUID.randomUUID();
        client.get(nobody).problem(404);
        client.get(nobody + "/stack").problem(404);
        client.delete(nobody).problem(404);
        client.post(nobody + "/abandon").problem(404);
        client.patch(nobody, Tasks.CANCELED).problem(404);
    }
}
