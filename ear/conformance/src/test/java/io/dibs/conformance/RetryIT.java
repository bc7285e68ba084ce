package io.dibs.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Running a final task once more. */
@ConformanceTest
class RetryIT {
    private final Client client = Server.administrator();
    private Tasks tasks;

    @BeforeEach
    void start() throws Exception {
        tasks = new Tasks(client);
    }

    @AfterEach
    void stop() throws Exception {
        tasks.end();
    }

    private String retry(String task, Map<String, String> headers) throws Exception {
        return tasks.dispatched(client.send("POST", task + "/retry", headers).task());
    }

    @Test
    void the_new_task_does_what_the_old_one_did_and_names_it() throws Exception {
        String old = tasks.completed();
        JsonObject before = client.get(old).ok().json();
        assertThat(before.get("retry_of")).isEqualTo(JsonValue.NULL);

        String again = retry(old, Map.of());

        assertThat(again).isNotEqualTo(old);
        JsonObject task = tasks.await(again, "completed");
        assertThat(task.getString("retry_of")).isEqualTo(old);
        for (String field : new String[] {"name", "queue", "priority", "reserved_resources", "owner", "retry"}) {
            assertThat(task.get(field)).as(field).isEqualTo(before.get(field));
        }
        assertThat(client.get(old).ok().json()).isEqualTo(before);
    }

    @Test
    void a_task_that_has_failed_or_was_canceled_can_be_retried() throws Exception {
        tasks.await(retry(tasks.failed(), Map.of()), "failed");
        String canceled = tasks.canceled();
        tasks.await(retry(canceled, Map.of()), "running");
    }

    @Test
    void a_task_that_is_not_final_is_a_conflict() throws Exception {
        String repository = tasks.repository();
        String running = tasks.running(repository);
        client.post(running + "/retry").conflict("running");
        client.post(tasks.sync(repository, tasks.remote("empty")) + "/retry").conflict("waiting");
    }

    @Test
    void the_same_key_gives_the_same_task() throws Exception {
        String old = tasks.completed();
        String key = UUID.randomUUID().toString();
        String first = retry(old, Map.of("Idempotency-Key", key));
        assertThat(retry(old, Map.of("Idempotency-Key", key))).isEqualTo(first);
        tasks.await(first, "completed");
        assertThat(retry(old, Map.of("Idempotency-Key", key))).isEqualTo(first);
        assertThat(retry(old, Map.of("Idempotency-Key", key + "x"))).isNotEqualTo(first);
        client.send("POST", old + "/retry", Map.of("Idempotency-Key", "k".repeat(201)))
                .problem(400, "Idempotency-Key");
    }

    @Test
    void what_is_not_there_is_not_found() throws Exception {
        client.post("tasks/" + UUID.randomUUID() + "/retry").problem(404);
        client.post("tasks/not-an-id/retry").problem(404);
    }
}
