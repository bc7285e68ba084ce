package io.dibs.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What administrators ask of workers, and how much there is of everything. */
@ConformanceTest
class WorkerRequestsIT {
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

    /** The worker that runs a task. */
    private JsonObject worker(String task) throws Exception {
        String name = client.get(task).ok().text("worker");
        return client.all("workers").values().stream()
                .filter(worker -> worker.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_worker_that_drains_finishes_what_it_runs_and_takes_nothing_until_that_is_taken_back() throws Exception {
        String running = tasks.running(tasks.repository());
        String worker = worker(running).getString("href");
        try {
            JsonObject draining =
                    client.patch(worker, "{\"draining\": true}").ok().json();
            assertThat(draining.getBoolean("draining")).isTrue();
            assertThat(draining.getString("lease_ends_at")).isGreaterThan(draining.getString("last_heartbeat"));
            assertThat(draining.getJsonArray("current_tasks").toString()).contains(running);
            assertThat(client.patch(worker, "{\"draining\": true}").ok().json().getBoolean("draining"))
                    .isTrue();
            String next = tasks.sync(tasks.repository(), tasks.remote("empty"));
            tasks.letGo();
            tasks.await(running, "completed");
            if (client.all("workers").size() == 1) {
                assertThat(client.get(next)
                                .ok()
                                .json()
                                .getJsonObject("waiting_for")
                                .getString("kind"))
                        .isEqualTo("no_worker_for_queue");
            }
            client.patch(worker, "{\"draining\": false}").ok();
            tasks.await(next, "completed");
        } finally {
            assertThat(client.patch(worker, "{\"draining\": false}").ok().json().getBoolean("draining"))
                    .isFalse();
        }
    }

    @Test
    void a_worker_tells_where_its_threads_are() throws Exception {
        String worker = worker(tasks.running(tasks.repository())).getString("href");
        JsonObject threads = client.get(worker + "/threads").ok().json();
        assertThat(threads.getString("taken_at")).isNotBlank();
        assertThat(threads.getString("text")).contains("\"dibs-coordinator\"", "\tat ");
    }

    @Test
    void what_is_not_there_or_not_allowed_is_refused() throws Exception {
        String worker = client.all("workers").keySet().iterator().next();
        client.patch("workers/nobody", "{\"draining\": true}").problem(404);
        client.get("workers/nobody/threads").problem(404);
        client.patch(worker, "{\"slots\": 1}").problem(400, "slots");
        Server.user("operator").patch(worker, "{\"draining\": true}").problem(403);
        Server.user("operator").get(worker + "/threads").problem(403);
    }

    @Test
    void statistics_count_what_is_there() throws Exception {
        JsonObject before = client.get("statistics").ok().json();
        String repository = tasks.repository();
        tasks.running(repository);
        tasks.sync(repository, tasks.remote("empty"));
        tasks.completed();
        JsonObject after = client.get("statistics").ok().json();
        assertThat(after.getString("at")).isGreaterThan(before.getString("at"));
        assertThat(after.getJsonNumber("dispatched_total").longValue())
                .isGreaterThanOrEqualTo(before.getJsonNumber("dispatched_total").longValue() + 3);
        JsonObject now = after.getJsonObject("tasks");
        assertThat(now.getInt("waiting")).isEqualTo(now.getInt("ready") + now.getInt("blocked") + now.getInt("later"));
        assertThat(now.getInt("blocked")).isPositive();
        assertThat(now.getInt("running")).isPositive();
        assertThat(now.getInt("completed")).isPositive();
        assertThat(after.getJsonObject("last_minute").getInt("dispatched")).isGreaterThanOrEqualTo(3);
        assertThat(after.getJsonObject("workers").getInt("busy")).isPositive();
        Server.user("plain").get("statistics").problem(403);
        Server.user("viewer").get("statistics").ok();
    }
}
