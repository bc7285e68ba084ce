package io.dibs.web;

import static io.dibs.web.ProblemsTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.dibs.web.Api.Answer;

/** What is asked of workers; and the statistics. */
class WorkerRequestsTest {
    private static final String JSON = "application/json";

    private final FakeDibs dibs = new FakeDibs();
    private final Api api = new Api(dibs);

    @ParameterizedTest
    @ValueSource(strings = {"workers/42@host", "workers/gone%2Fworker"})
    void a_worker_drains_until_that_is_taken_back(String path) {
        for (int i = 0; i < 2; i++) {
            JsonObject worker =
                    api.send("PATCH", path, JSON, "{\"draining\": true}").json();
            assertThat(worker.getBoolean("draining")).isTrue();
            assertThat(worker.getString("lease_ends_at")).isEqualTo("2026-11-24T03:10:35.120000Z");
        }
        assertThat(api.get(path).json().getBoolean("draining")).isTrue();
        assertThat(api.send("PATCH", path, JSON, "{\"draining\": false}").json().getBoolean("draining"))
                .isFalse();
        assertThat(dibs.draining).isEmpty();
    }

    @Test
    void a_worker_that_is_not_there_cannot_drain() {
        assertProblem(api.send("PATCH", "workers/none", JSON, "{\"draining\": true}"), 404);
        assertProblem(api.get("workers/none/threads"), 404);
    }

    @Test
    void nothing_else_of_a_worker_can_be_changed() {
        Answer answer = api.send("PATCH", "workers/42@host", JSON, "{\"slots\": 3}");
        assertProblem(answer, 400);
        assertThat(answer.json().getString("field")).isEqualTo("slots");
        assertThat(dibs.draining).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"workers/42@host/threads", "workers/gone/worker/threads"})
    void a_worker_tells_where_its_threads_are(String path) {
        Answer answer = api.get(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"taken_at\":\"2026-11-24T03:10:05.120000Z\",\"text\":\"\\\"main\\\" #1 RUNNABLE\"}");
    }

    @Test
    void a_worker_that_does_not_answer_is_told_of() {
        dibs.silent = true;
        assertProblem(api.get("workers/42@host/threads"), 504);
    }

    @Test
    void statistics_add_up_what_waits() {
        JsonObject statistics = api.get("statistics").json();
        assertThat(statistics.toString())
                .isEqualTo("{\"at\":\"2026-11-24T03:10:05.120000Z\",\"dispatched_total\":1000,"
                        + "\"tasks\":{\"waiting\":6,\"ready\":1,\"blocked\":2,\"later\":3,\"running\":4,\"canceling\":5,"
                        + "\"completed\":6,\"failed\":7,\"canceled\":8},"
                        + "\"last_minute\":{\"dispatched\":60,\"completed\":50,\"failed\":2,\"canceled\":1},"
                        + "\"workers\":{\"online\":2,\"slots\":8,\"busy\":5}}");
    }

    @Test
    void statistics_need_redis() {
        dibs.connected = false;
        assertProblem(api.get("statistics"), 503);
    }
}
