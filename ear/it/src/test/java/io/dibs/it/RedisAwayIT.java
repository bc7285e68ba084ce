package io.dibs.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.dibs.it.RestApi.Answer;
import io.dibs.launcher.RedisServer;

/** C43, C63: the running product while its Redis is stopped, and after it has been started again. */
@Timeout(600)
class RedisAwayIT {
    private static final String CANCELED = "{\"state\": \"canceled\"}";

    @TempDir
    Path data;

    @TempDir
    Path redisData;

    @Test
    void without_redis_everything_that_needs_it_is_unavailable_for_a_while() throws Exception {
        RedisServer redis = RedisServer.start(redisData);
        try (StalledRemote remote = new StalledRemote();
                MicroProcess micro = MicroProcess.start(data, Map.of("dibs.redis.url", redis.uri()))) {
            RestApi api = new RestApi(micro.baseUri());
            ExampleTasks tasks = new ExampleTasks(api);
            tasks.remotes(remote);
            String repository = tasks.repository();
            JsonObject completed = tasks.awaitState(tasks.sync(repository, "empty"), "completed");
            String task = completed.getString("href");
            assertThat(api.get("/health/ready").status()).isEqualTo(200);

            redis.close();
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(
                            () -> assertThat(api.get("/health/ready").status()).isEqualTo(503));
            for (String path : new String[] {
                "tasks", task, task + "/stack", "workers", "workers/x", "resources/x", "resources?name=x", "audit"
            }) {
                assertUnavailable(api.get(path));
            }
            assertUnavailable(api.patch(task, CANCELED));
            assertUnavailable(api.delete(task));
            assertUnavailable(api.send("POST", task + "/abandon", null, BodyPublishers.noBody()));
            assertUnavailable(api.post("file/repositories/" + repository + "/sync", "{\"remote\": \"empty\"}"));
            assertThat(api.get("file/repositories/" + repository).status())
                    .as("of what a plugin has in its own database")
                    .isEqualTo(200);

            JsonObject status = api.get("status").ok().json();
            assertThat(status.getJsonObject("redis_connection").getBoolean("connected"))
                    .isFalse();
            assertThat(status.get("online_workers")).isEqualTo(JsonValue.NULL);
            assertThat(api.get("/health/live").status()).isEqualTo(200);

            try (RedisServer again = RedisServer.builder()
                    .folder(redisData)
                    .port(redis.port())
                    .password(redis.password())
                    .start()) {
                assertThat(again.uri()).isEqualTo(redis.uri());
                await().atMost(Duration.ofMinutes(1))
                        .untilAsserted(() ->
                                assertThat(api.get("/health/ready").status()).isEqualTo(200));
                assertThat(api.get(task).ok().json()).as("what was recorded").isEqualTo(completed);
                tasks.awaitState(tasks.sync(repository, "empty"), "completed");
                assertThat(api.get("audit").ok().json().getJsonArray("findings"))
                        .isEmpty();
                assertThat(api.get("status")
                                .ok()
                                .json()
                                .getJsonObject("redis_connection")
                                .getBoolean("connected"))
                        .isTrue();
            }
        } finally {
            redis.close();
        }
    }

    private static void assertUnavailable(Answer answer) {
        answer.problem(503, null);
        assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
    }
}
