package io.dibs.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.dibs.it.RestApi.Answer;

/** The REST API over HTTP, with tasks of the example plugin. */
@Timeout(600)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestApiIT {
    private static final String JSON = "application/json";
    private static final String CANCELED = "{\"state\": \"canceled\"}";

    @TempDir
    static Path data;

    private static MicroProcess micro;
    private static StalledRemote remote;
    private static RestApi api;
    private static ExampleTasks tasks;

    @BeforeAll
    static void start() throws Exception {
        remote = new StalledRemote();
        micro = MicroProcess.start(data, Map.of());
        api = new RestApi(micro.baseUri());
        tasks = new ExampleTasks(api);
        tasks.remotes(remote);
    }

    @AfterAll
    static void stop() {
        remote.close();
        micro.close();
    }

    /** C20, C21, C22, C25: a task that runs and one that waits for it, until both are canceled. */
    @Test
    void tasks_are_looked_at_and_canceled() throws Exception {
        String repository = tasks.repository();
        String first = tasks.sync(repository, "stalled");
        String second = tasks.sync(repository, "stalled");
        tasks.awaitState(first, "running");

        JsonObject waiting = api.get(second).ok().json();
        assertThat(waiting.getString("state")).isEqualTo("waiting");
        assertThat(waiting.get("started_at")).isEqualTo(JsonValue.NULL);
        JsonObject blocked =
                waiting.getJsonObject("waiting_for").getJsonArray("resources").getJsonObject(0);
        assertThat(blocked.getInt("position")).isEqualTo(1);
        assertThat(blocked.getJsonArray("holders").getJsonObject(0).getString("task"))
                .isEqualTo(first);
        JsonObject line = api.get(blocked.getString("href")).ok().json();
        assertThat(line.getJsonArray("holders").getJsonObject(0).getString("task"))
                .isEqualTo(first);
        assertThat(line.getJsonArray("waiting").getJsonObject(0).getString("task"))
                .isEqualTo(second);
        assertThat(line.getInt("waiting_count")).isEqualTo(1);
        assertThat(api.get("workers").ok().json().getJsonArray("results").toString())
                .contains(first);

        assertThat(api.delete(first).problem(409, null).text("state")).isEqualTo("running");
        assertThat(api.delete(second).problem(409, null).text("state")).isEqualTo("waiting");

        JsonObject canceled = api.patch(second, CANCELED).ok().json();
        assertThat(canceled.getString("state")).isEqualTo("canceled");
        assertThat(canceled.get("started_at")).isEqualTo(JsonValue.NULL);
        assertThat(canceled.getString("finished_at")).endsWith("Z");
        assertThat(api.patch(first, CANCELED).ok().text("state")).isIn("canceling", "canceled");
        JsonObject ended = tasks.awaitState(first, "canceled");
        assertThat(ended.getJsonArray("progress_reports").toString()).doesNotContain("\"running\"");
        assertThat(api.patch(first, CANCELED).problem(409, null).text("state")).isEqualTo("canceled");
        assertThat(api.get(first).ok().json()).isEqualTo(ended);

        assertThat(api.delete(first).status()).isEqualTo(204);
        api.get(first).problem(404, null);
        api.delete(first).problem(404, null);
        api.patch(first, CANCELED).problem(404, null);
    }

    /** C24 */
    @Test
    void a_task_tells_how_it_ended() throws Exception {
        JsonObject completed = tasks.awaitState(tasks.sync(tasks.repository(), "empty"), "completed");
        assertThat(completed.get("error")).isEqualTo(JsonValue.NULL);
        assertThat(completed.getJsonArray("reserved_resources").toString())
                .contains("\"shared:file:remote:")
                .contains("\"file:repository:");
        JsonObject failed = tasks.awaitState(tasks.sync(tasks.repository(), "missing"), "failed");
        assertThat(failed.getJsonObject("error")).containsOnlyKeys("description", "traceback");
        assertThat(failed.getJsonObject("error").getString("description")).contains("404");
    }

    @Test
    void pages_follow_each_other_and_keep_the_filter() throws Exception {
        String repository = tasks.repository();
        for (int number = 0; number < 3; number++) {
            tasks.awaitState(tasks.sync(repository, "empty"), "completed");
        }
        Answer page = api.get("tasks?limit=1&state=completed").ok();
        assertThat(page.json().getInt("count")).isGreaterThanOrEqualTo(3);
        assertThat(page.json().get("previous")).isEqualTo(JsonValue.NULL);
        Answer next = api.get(page.text("next")).ok();
        assertThat(next.json().getJsonArray("results")).isNotEqualTo(page.json().getJsonArray("results"));
        assertThat(api.get(next.text("previous")).json().getJsonArray("results"))
                .isEqualTo(page.json().getJsonArray("results"));
        assertThat(next.json().getJsonArray("results").getJsonObject(0).getString("state"))
                .isEqualTo("completed");
        assertThat(api.get("tasks?name=no.Such%23method").ok().json().getInt("count"))
                .isZero();
    }

    /** C60 */
    @ParameterizedTest
    @CsvSource({
        "tasks?colour=red, colour",
        "tasks?state=asleep, state",
        "tasks?limit=0, limit",
        "tasks?limit=1001, limit",
        "tasks?offset=-1, offset",
        "workers?limit=1, limit",
        "audit?limit=1, limit",
        "resources, name",
        "resources/a?limit=x, limit"
    })
    void a_parameter_that_is_wrong_is_named(String path, String field) throws Exception {
        api.get(path).problem(400, field);
    }

    /** C60 */
    @Test
    void a_body_that_is_wrong_changes_nothing() throws Exception {
        String task = tasks.sync(tasks.repository(), "stalled");
        tasks.awaitState(task, "running");
        api.patch(task, "{\"state\": \"completed\"}").problem(400, "state");
        api.patch(task, "{\"state\": \"canceled\", \"name\": \"x\"}").problem(400, "name");
        api.patch(task, "{\"state\": ").problem(400, null);
        api.patch(task, "").problem(400, null);
        api.send("PATCH", task, "text/plain", BodyPublishers.ofString(CANCELED)).problem(415, null);
        api.send("PATCH", task, null, BodyPublishers.ofString(CANCELED)).problem(415, null);
        api.send("PATCH", task, "nonsense", BodyPublishers.ofString(CANCELED)).problem(400, null);
        byte[] large = (CANCELED + " ".repeat(1 << 20)).getBytes();
        api.send("PATCH", task, JSON, BodyPublishers.ofByteArray(large)).problem(413, null);
        api.send("PATCH", task, JSON, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                .problem(413, null);
        assertThat(api.get(task).ok().text("state")).isEqualTo("running");
        api.patch(task, CANCELED).ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasks", "workers", "workers/x", "resources/x", "status"})
    void what_is_read_only_takes_no_post(String path) throws Exception {
        assertThat(api.post(path, "{}").problem(405, null).header("Allow")).contains("GET");
    }

    @Test
    void what_is_not_there_is_not_found() throws Exception {
        api.get("tasks/" + UUID.randomUUID()).problem(404, null);
        api.get("tasks/not-an-id").problem(404, null);
        api.get("workers/nobody").problem(404, null);
        api.get("nothing").problem(404, null);
        api.get("/dibs/nothing").problem(404, null);
        api.get("file/repositories/nobody").problem(404, null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "a/b%20c", "a%2Fb", "%22q%22'", "%F0%9F%A6%86", "100%25", "?name=%2Fa%2F..%2F", "?name=%5C"
            })
    void a_resource_may_have_any_name(String name) throws Exception {
        JsonObject line = api.get("resources" + (name.startsWith("?") ? "" : "/") + name)
                .ok()
                .json();
        assertThat(api.get(line.getString("href")).ok().json()).isEqualTo(line);
    }

    /** C63 */
    @Test
    void the_status_shows_what_is_there() throws Exception {
        JsonObject status = api.get("status").ok().json();
        assertThat(status.getJsonObject("redis_connection").getBoolean("connected"))
                .isTrue();
        assertThat(status.getJsonArray("versions").getJsonObject(0).getString("component"))
                .isEqualTo("dibs");
        JsonObject worker = status.getJsonArray("online_workers").getJsonObject(0);
        assertThat(api.get(worker.getString("href")).ok().text("incarnation"))
                .isEqualTo(worker.getString("incarnation"));
    }

    @Test
    void the_api_is_described() throws Exception {
        JsonObject paths = api.get("/openapi?format=JSON").ok().json().getJsonObject("paths");
        assertThat(paths)
                .containsKeys(
                        "/api/v1/tasks/{id}",
                        "/api/v1/tasks/{id}/abandon",
                        "/api/v1/audit",
                        "/api/v1/file/repositories/{name}/sync");
        assertThat(api.get("/dibs/").ok().response().body()).contains("api/v1/status");
    }

    /** C50 */
    @Test
    void an_audit_finds_nothing_after_all_this() throws Exception {
        JsonObject audit = api.get("audit").ok().json();
        assertThat(audit.getJsonArray("findings")).isEmpty();
        assertThat(audit.getBoolean("sound")).isTrue();
        assertThat(audit.getInt("keys")).isPositive();
    }

    @Test
    void only_what_was_told_to_stop_is_given_up() throws Exception {
        String task = tasks.sync(tasks.repository(), "stalled");
        JsonObject running = tasks.awaitState(task, "running");
        assertThat(running.getJsonArray("attempts")).hasSize(1);
        assertThat(running.getJsonArray("attempts").getJsonObject(0).getString("started_at"))
                .isEqualTo(running.getString("started_at"));
        assertThat(running.getJsonObject("retry").getInt("max_attempts")).isEqualTo(1);
        Answer refused = api.send("POST", task + "/abandon", null, BodyPublishers.noBody());
        assertThat(refused.problem(409, null).text("state")).isEqualTo("running");
        api.get(task + "/stack").problem(404, null);
        api.patch(task, CANCELED).ok();
        tasks.awaitState(task, "canceled");
        String nobody = "tasks/" + UUID.randomUUID();
        api.send("POST", nobody + "/abandon", null, BodyPublishers.noBody()).problem(404, null);
        api.get(nobody + "/stack").problem(404, null);
    }

    /** C63: with Redis frozen for a while. Last, since everything else waits for it. */
    @Test
    @Order(Integer.MAX_VALUE)
    void without_redis_only_what_needs_it_is_unavailable() throws Exception {
        assertThat(OwnRedis.in(data).send("CLIENT PAUSE 20000 ALL")).isEqualTo("+OK");
        JsonObject status = api.get("status").ok().json();
        assertThat(status.getJsonObject("redis_connection").getBoolean("connected"))
                .isFalse();
        assertThat(status.get("online_workers")).isEqualTo(JsonValue.NULL);
        assertThat(api.get("tasks").problem(503, null).header("Retry-After")).isNotEmpty();
        assertThat(api.get("/health/ready").status()).isEqualTo(503);
        assertThat(api.get("/health/live").status()).isEqualTo(200);
    }
}
