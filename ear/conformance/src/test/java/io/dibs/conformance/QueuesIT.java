package io.dibs.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queues, and what pausing them does. */
@ConformanceTest
class QueuesIT {
    private static final String PAUSED = "{\"paused\": true}";
    private static final String RESUMED = "{\"paused\": false}";

    private final Client client = Server.administrator();
    private final String queue = Tasks.name();
    private final String schedule = Tasks.name();
    private Tasks tasks;

    @BeforeEach
    void start() throws Exception {
        tasks = new Tasks(client);
    }

    @AfterEach
    void stop() throws Exception {
        client.patch("queues/" + queue, RESUMED);
        client.delete("task-schedules/" + schedule);
        tasks.end();
    }

    /** Dispatches a synchronisation by way of a schedule, which can name a queue. There is no such repository, so it fails. */
    private String dispatch() throws Exception {
        client.post(
                        "task-schedules",
                        "{\"name\": \"" + schedule + "\", \"at\": \"2100-01-01T00:00:00Z\", \"task\": {"
                                + "\"name\": \"io.dibs.example.file.FileRepositories#synchronize\","
                                + " \"arguments\": [999999999, 999999999, false, \"/nowhere\"],"
                                + " \"queue\": \"" + queue + "\"}}")
                .status(201);
        return tasks.dispatched(
                client.post("task-schedules/" + schedule + "/run").task());
    }

    @Test
    void nothing_of_a_paused_queue_starts_until_it_is_resumed() throws Exception {
        JsonObject paused = client.patch("queues/" + queue, PAUSED).ok().json();
        assertThat(paused.getString("paused_at")).isNotBlank();
        String task = dispatch();
        JsonObject reason = client.get(task).ok().json().getJsonObject("waiting_for");
        assertThat(reason.getString("kind")).isEqualTo("queue_paused");
        assertThat(reason.getString("message")).contains(queue);
        JsonObject seen = client.get("queues/" + queue).ok().json();
        assertThat(seen.getInt("ready")).isEqualTo(1);
        assertThat(seen.getString("oldest_ready_at")).isNotBlank();
        assertThat(client.get(task).ok().text("state")).isEqualTo("waiting");
        assertThat(client.patch("queues/" + queue, RESUMED).ok().json().get("paused_at"))
                .isEqualTo(JsonValue.NULL);
        tasks.await(task, "failed");
        assertThat(client.get("queues/" + queue).ok().json().getInt("ready")).isZero();
    }

    @Test
    void a_paused_queue_is_listed_and_one_that_nobody_uses_is_not() throws Exception {
        assertThat(client.all("queues")).doesNotContainKey(href());
        client.patch("queues/" + queue, PAUSED).ok();
        assertThat(client.all("queues?limit=1")).containsKey(href());
        client.patch("queues/" + queue, RESUMED).ok();
        assertThat(client.all("queues")).doesNotContainKey(href());
    }

    private String href() throws Exception {
        return client.get("queues/" + queue).ok().text("href");
    }

    @Test
    void pausing_and_resuming_again_change_nothing() throws Exception {
        String since = client.patch("queues/" + queue, PAUSED).ok().text("paused_at");
        assertThat(client.patch("queues?name=" + queue, PAUSED).ok().text("paused_at"))
                .isEqualTo(since);
        client.patch("queues/" + queue, RESUMED).ok();
        JsonObject resumed = client.patch("queues/" + queue, RESUMED).ok().json();
        assertThat(resumed.get("paused_at")).isEqualTo(JsonValue.NULL);
    }

    @Test
    void a_task_that_waits_for_resources_and_one_that_runs_are_counted() throws Exception {
        String repository = tasks.repository();
        String running = tasks.running(repository);
        tasks.sync(repository, tasks.remote("empty"));
        String name = client.get(running).ok().text("queue");
        JsonObject seen = client.get("queues/" + name).ok().json();
        assertThat(seen.getInt("running")).isPositive();
        assertThat(seen.getInt("blocked")).isPositive();
        assertThat(seen.getInt("workers")).isPositive();
        assertThat(seen.getInt("slots")).isPositive();
        assertThat(client.all("queues")).containsKey(seen.getString("href"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"paused\": 1}", "{\"paused\": true, \"x\": 1}", "{\"state\": \"canceled\"}"})
    void a_body_that_says_anything_else_is_refused(String body) throws Exception {
        client.patch("queues/" + queue, body).problem(400);
        assertThat(client.get("queues/" + queue).ok().json().get("paused_at")).isEqualTo(JsonValue.NULL);
    }

    @ParameterizedTest
    @CsvSource({
        "queues?limit=0, limit",
        "queues?offset=x, offset",
        "queues?x=1, x",
        "queues?name=, name",
        "queues?name=a%20b, name",
        "queues/a?limit=1, limit",
        "queues/%3Aa, name"
    })
    void a_parameter_that_is_wrong_is_named(String path, String field) throws Exception {
        client.get(path).problem(400, field);
    }

    @Test
    void viewers_look_and_operators_pause() throws Exception {
        Server.user("plain").get("queues").problem(403);
        Server.user("plain").get("queues/" + queue).problem(403);
        Server.user("viewer").get("queues").ok();
        Server.user("viewer").patch("queues/" + queue, PAUSED).problem(403);
        Server.user("operator").patch("queues/" + queue, PAUSED).ok();
        Server.user("operator").patch("queues/" + queue, RESUMED).ok();
    }
}
