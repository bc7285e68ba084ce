package io.dibs.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The example plugin: what it adds to the API obeys the same rules. */
@ConformanceTest
class PluginIT {
    private final Client client = Server.administrator();

    @RegisterExtension
    final Tasks tasks = new Tasks(client);

    @Test
    void what_was_created_is_where_its_location_says() throws Exception {
        String name = Tasks.name();
        Answer created =
                client.post("file/repositories", "{\"name\": \"" + name + "\"}").status(201);
        assertThat(client.get(created.header("Location")).ok().text("name")).isEqualTo(name);
    }

    @Test
    void a_name_that_is_taken_is_a_conflict() throws Exception {
        String name = tasks.repository();
        client.post("file/repositories", "{\"name\": \"" + name + "\"}").problem(409);
        String remote = tasks.remote("empty");
        client.post("file/remotes", "{\"name\": \"" + remote + "\", \"url\": \"http://host/\"}")
                .problem(409);
    }

    @Test
    void files_are_synchronised_published_and_served() throws Exception {
        String repository = tasks.repository();
        tasks.await(tasks.sync(repository, tasks.remote("files")), "completed");
        assertThat(client.get("file/repositories/" + repository).ok().json().getInt("latest_version"))
                .isEqualTo(1);
        String content = "file/repositories/" + repository + "/versions/1/content";
        assertThat(client.get(content).ok().body()).contains(Origin.FILE);
        String served = "/dibs/content/" + repository + "/" + Origin.FILE;
        client.get(served).problem(404);
        String publish = client.post("file/repositories/" + repository + "/publish", "{}")
                .task();
        tasks.await(publish, "completed");
        assertThat(client.get(served).status(200).body()).isEqualTo(Origin.TEXT);
    }

    @Test
    void an_update_and_a_synchronisation_that_uses_it_are_done_in_that_order() throws Exception {
        String repository = tasks.repository();
        String remote = tasks.remote("empty");
        String files = client.get("file/remotes/" + tasks.remote("files")).ok().text("url");
        String update = client.patch("file/remotes/" + remote, "{\"url\": \"" + files + "\"}")
                .task();
        JsonObject sync = tasks.await(tasks.sync(repository, remote), "completed");
        assertThat(client.get(update).ok().text("finished_at")).isLessThanOrEqualTo(sync.getString("started_at"));
        assertThat(sync.getInt("result")).isEqualTo(1);
    }

    @Test
    void a_deletion_is_a_task() throws Exception {
        String repository = tasks.repository();
        tasks.await(client.delete("file/repositories/" + repository).task(), "completed");
        client.get("file/repositories/" + repository).problem(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "file/remotes|{\"name\": \"x\", \"url\": \"file:///etc/passwd\"}",
                "file/remotes|{\"name\": \"x\", \"url\": \"nonsense\"}",
                "file/remotes|{\"name\": \"x\", \"url\": \"http://user:secret@host/\"}",
                "file/remotes|{\"name\": \"x\"}",
                "file/remotes|{\"name\": \"a/b\", \"url\": \"http://host/\"}",
                "file/remotes|{\"name\": \"x\", \"url\": \"http://host/\", \"concurrency\": 0}",
                "file/remotes|{\"name\": \"x\", \"url\": \"http://host/\", \"concurrency\": 1.5}",
                "file/remotes|{\"name\": \"x\", \"url\": \"http://host/\", \"concurrency\": 99999999999}",
                "file/remotes|{\"name\": \"x\", \"url\": \"http://host/\", \"colour\": \"red\"}",
                "file/repositories|{\"name\": \"..\"}",
                "file/repositories|{\"name\": \"\"}",
                "file/repositories|{\"name\": 7}",
                "file/repositories|{}",
                "file/repositories|[]",
                "file/repositories|{",
                "file/repositories|{\"name\": \"x\"} trailing",
            })
    void a_body_that_is_wrong_is_refused(String path, String body) throws Exception {
        client.post(path, body).problem(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=x", "limit=1001", "offset=-1", "offset=99999999999"})
    void a_page_that_is_wrong_is_refused(String page) throws Exception {
        client.get("file/repositories?" + page).problem(400);
        client.get("file/remotes?" + page).problem(400);
    }

    @Test
    void what_is_not_there_is_not_found() throws Exception {
        client.get("file/repositories/nobody").problem(404);
        client.delete("file/repositories/nobody").problem(404);
        client.post("file/repositories/nobody/publish", "{}").problem(404);
        client.get("file/remotes/nobody").problem(404);
        String repository = tasks.repository();
        client.post("file/repositories/" + repository + "/sync", "{\"remote\": \"nobody\"}")
                .problem(404);
        client.post("file/repositories/" + repository + "/publish", "{\"version\": 7}")
                .problem(404);
        client.get("file/repositories/" + repository + "/versions/7").problem(404);
    }
}
