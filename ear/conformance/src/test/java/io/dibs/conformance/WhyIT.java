package io.dibs.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Why a task does not run, down to the roots. */
@ConformanceTest
class WhyIT {
    private static final String[] STEP = {
        "task", "kind", "message", "resources", "dependencies", "ahead", "queue", "due_at", "more"
    };

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

    private JsonObject why(String task) throws Exception {
        return client.get(task + "/why").ok().json();
    }

    private static JsonObject blocker(JsonObject why) {
        return why.getJsonArray("resources")
                .getJsonObject(0)
                .getJsonArray("blockers")
                .getJsonObject(0);
    }

    @Test
    void the_way_leads_over_tasks_that_wait_to_the_one_that_runs() throws Exception {
        String repository = tasks.repository();
        String running = tasks.running(repository);
        String remote = tasks.remote("empty");
        String second = tasks.sync(repository, remote);
        // Takes what the second one shares, so it waits for that one alone.
        String third = tasks.dispatched(client.patch("file/remotes/" + remote, "{\"url\": \"http://127.0.0.1/\"}")
                .task());

        JsonObject why = why(third);

        assertThat(why.keySet()).contains(STEP).contains("roots", "estimate");
        assertThat(why.getString("kind")).isEqualTo("resources");
        assertThat(why.getJsonArray("resources").getJsonObject(0).keySet())
                .contains("href", "resource", "mode", "position", "blockers");
        JsonObject between = blocker(why).getJsonObject("why");
        assertThat(blocker(why).getString("mode")).isEqualTo("shared");
        assertThat(between.keySet()).contains(STEP).doesNotContain("roots", "estimate");
        assertThat(between.getJsonObject("task").getString("href")).isEqualTo(second);
        assertThat(between.getString("kind")).isEqualTo("resources");
        JsonObject root = blocker(between).getJsonObject("why");
        assertThat(blocker(between).getBoolean("granted")).isTrue();
        assertThat(root.getString("kind")).isEqualTo("running");
        assertThat(root.getJsonObject("task").keySet())
                .contains("href", "id", "name", "state", "queue", "worker", "since", "progress_reports");
        assertThat(root.getJsonObject("task").getString("href")).isEqualTo(running);
        assertThat(why.getJsonArray("roots")).hasSize(1);
        assertThat(why.getJsonArray("roots").getJsonObject(0).getString("task")).isEqualTo(running);
        assertThat(why.get("estimate")).isEqualTo(JsonValue.NULL);
    }

    @Test
    void canceling_the_root_lets_the_task_run() throws Exception {
        String repository = tasks.repository();
        tasks.running(repository);
        String waiting = tasks.sync(repository, tasks.remote("empty"));
        String root = why(waiting).getJsonArray("roots").getJsonObject(0).getString("task");
        client.patch(root, Tasks.CANCELED).ok();
        tasks.await(waiting, "completed");
        assertThat(why(waiting).getString("kind")).isEqualTo("final");
        assertThat(why(waiting).getJsonArray("roots")).isEmpty();
    }

    @Test
    void a_running_task_is_its_own_root() throws Exception {
        String running = tasks.running(tasks.repository());
        JsonObject why = why(running);
        assertThat(why.getString("kind")).isEqualTo("running");
        assertThat(why.getJsonObject("task").getString("worker")).isNotBlank();
        assertThat(why.getJsonArray("roots").getJsonObject(0).getString("task")).isEqualTo(running);
    }

    @Test
    void what_is_not_there_is_not_found_and_an_unknown_parameter_is_refused() throws Exception {
        client.get("tasks/" + UUID.randomUUID() + "/why").problem(404);
        client.get("tasks/not-an-id/why").problem(404);
        client.get(tasks.completed() + "/why?deep=1").problem(400, "deep");
    }
}
