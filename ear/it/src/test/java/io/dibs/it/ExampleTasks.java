package io.dibs.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import jakarta.json.JsonObject;

/** Tasks of the example plugin, for tests that need some task. */
public record ExampleTasks(RestApi api) {
    /** Makes the folders of this remote known under their names. */
    public void remotes(StalledRemote remote) throws Exception {
        for (String name : List.of("stalled", "empty", "missing")) {
            String body = "{\"name\": \"" + name + "\", \"url\": \"" + remote.url(name) + "\"}";
            assertThat(api.post("file/remotes", body).status()).isEqualTo(201);
        }
    }

    public String repository() throws Exception {
        String name = "r" + UUID.randomUUID();
        assertThat(api.post("file/repositories", "{\"name\": \"" + name + "\"}").status())
                .isEqualTo(201);
        return name;
    }

    /** Dispatches a task, which answers at once. */
    public String sync(String repository, String from) throws Exception {
        String task = api.post("file/repositories/" + repository + "/sync", "{\"remote\": \"" + from + "\"}")
                .task();
        assertThat(api.get(task).ok().text("href")).isEqualTo(task);
        return task;
    }

    /** Dispatches a task that needs nothing. */
    public String purge() throws Exception {
        return api.post("tasks/purge", "{}").task();
    }

    public JsonObject awaitState(String task, String state) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> api.get(task).ok().json(), json -> state.equals(json.getString("state")));
    }
}
