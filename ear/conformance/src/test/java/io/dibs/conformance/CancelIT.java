package io.dibs.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code PATCH tasks/{id}}, {@code DELETE tasks/{id}}, and what is for tasks that do not stop. */
@ConformanceTest
class CancelIT {
    private static final int MIB = 1 << 20;

    private final Client client = Server.administrator();

    @RegisterExtension
    final Tasks tasks = new Tasks(client);

    @Test
    void a_task_that_has_not_started_is_canceled_at_once() throws Exception {
        JsonObject canceled =
                client.patch(tasks.blocked().waiting(), Tasks.CANCELED).ok().json();
        assertThat(canceled.getString("state")).isEqualTo("canceled");
        assertThat(canceled.get("started_at")).isEqualTo(JsonValue.NULL);
        assertThat(canceled.getString("finished_at")).endsWith("Z");
    }

    @Test
    void a_running_task_is_canceling_until_it_has_ended() throws Exception {
        String task = tasks.running();
        assertThat(client.patch(task, Tasks.CANCELED).ok().text("state")).isIn("canceling", "canceled");
        JsonObject ended = tasks.await(task, "canceled");
        assertThat(ended.get("result")).isEqualTo(JsonValue.NULL);
        assertThat(ended.getString("finished_at")).isGreaterThanOrEqualTo(ended.getString("started_at"));
    }

    @Test
    void canceling_a_blocked_task_lets_those_behind_it_move_up() throws Exception {
        Tasks.Blocked blocked = tasks.blocked();
        String third = tasks.sync(blocked.repository());
        assertThat(position(third)).isEqualTo(2);
        client.patch(blocked.waiting(), Tasks.CANCELED).ok();
        assertThat(position(third)).isEqualTo(1);
    }

    private int position(String task) throws Exception {
        return client.get(task)
                .ok()
                .json()
                .getJsonObject("waiting_for")
                .getJsonArray("resources")
                .getJsonObject(0)
                .getInt("position");
    }

    @Test
    void a_canceled_task_frees_what_it_held() throws Exception {
        Tasks.Blocked blocked = tasks.blocked();
        client.patch(blocked.holder(), Tasks.CANCELED).ok();
        tasks.await(blocked.waiting(), "completed");
    }

    @Test
    void a_final_task_is_a_conflict_and_stays_as_it_is() throws Exception {
        for (String state : new String[] {"completed", "failed", "canceled"}) {
            String task =
                    switch (state) {
                        case "completed" -> tasks.completed();
                        case "failed" -> tasks.failed();
                        default -> tasks.canceled();
                    };
            JsonObject before = client.get(task).ok().json();
            client.patch(task, Tasks.CANCELED).conflict(state);
            client.post(task + "/abandon").conflict(state);
            assertThat(client.get(task).ok().json()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "{\"state\": \"completed\"}|state",
                "{\"state\": null}|state",
                "{\"state\": [\"canceled\"]}|state",
                "{\"state\": \"CANCELED\"}|state",
                "{\"state\": \"canceled\", \"name\": \"x\"}|name",
                "{\"state\": \"canceled\", \"state\": \"canceled\"}|state",
                "{\"colour\": \"red\"}|colour",
                "[\"canceled\"]|state",
                "\"canceled\"|state",
                "{\"state\": |null",
                "{\"state\": \"canceled\"} {}|null",
                "{\"state\": \"canceled\"|null",
                "{state: canceled}|null",
                "NaN|null",
            })
    void any_other_body_is_refused_and_changes_nothing(String body, String field) throws Exception {
        Tasks.Blocked blocked = tasks.blocked();
        client.patch(blocked.holder(), body).problem(400, field);
        client.patch(blocked.waiting(), body).problem(400, field);
        assertThat(client.get(blocked.holder()).ok().text("state")).isEqualTo("running");
        assertThat(client.get(blocked.waiting()).ok().text("state")).isEqualTo("waiting");
    }

    @Test
    void a_body_of_another_type_is_refused() throws Exception {
        String task = tasks.running();
        for (String type : new String[] {"text/plain", "application/xml", "application/x-www-form-urlencoded"}) {
            client.send("PATCH", task, Map.of("Content-Type", type), BodyPublishers.ofString(Tasks.CANCELED))
                    .problem(415);
        }
        client.send("PATCH", task, Map.of(), BodyPublishers.ofString(Tasks.CANCELED))
                .problem(415);
        client.send("PATCH", task, Map.of("Content-Type", "nonsense"), BodyPublishers.ofString(Tasks.CANCELED))
                .problem(400);
        assertThat(client.get(task).ok().text("state")).isEqualTo("running");
    }

    @Test
    void a_body_of_more_than_a_mebibyte_is_refused() throws Exception {
        String task = tasks.running();
        byte[] body = (Tasks.CANCELED + " ".repeat(MIB)).getBytes(StandardCharsets.UTF_8);
        Map<String, String> json = Map.of("Content-Type", "application/json");
        client.send("PATCH", task, json, BodyPublishers.ofByteArray(body)).problem(413);
        client.send("PATCH", task, json, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .problem(413);
        assertThat(client.get(task).ok().text("state")).isEqualTo("running");
    }

    @Test
    void a_task_that_is_not_final_is_not_deleted() throws Exception {
        Tasks.Blocked blocked = tasks.blocked();
        client.delete(blocked.holder()).conflict("running");
        client.delete(blocked.waiting()).conflict("waiting");
    }

    @Test
    void a_final_task_is_deleted() throws Exception {
        for (String task : new String[] {tasks.completed(), tasks.failed(), tasks.canceled()}) {
            assertThat(client.delete(task).status(204).body()).isEmpty();
            client.get(task).problem(404);
            client.delete(task).problem(404);
            client.patch(task, Tasks.CANCELED).problem(404);
        }
    }

    @Test
    void only_what_was_told_to_stop_is_given_up() throws Exception {
        Tasks.Blocked blocked = tasks.blocked();
        client.post(blocked.holder() + "/abandon").conflict("running");
        client.post(blocked.waiting() + "/abandon").conflict("waiting");
    }

    @Test
    void a_task_that_was_not_told_to_stop_has_no_stack() throws Exception {
        client.get(tasks.running() + "/stack").problem(404);
        client.get(tasks.completed() + "/stack").problem(404);
    }
}
