package io.dibs.web;

import static io.dibs.web.ProblemsTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.dibs.web.Api.Answer;

class QueuesEndpointTest {
    private static final String JSON = "application/json";

    private final FakeDibs dibs = new FakeDibs();
    private final Api api = new Api(dibs);

    @Test
    void queues_are_listed_by_name_with_all_that_is_known() {
        JsonObject page = api.get("queues").json();
        assertThat(page.getInt("count")).isEqualTo(2);
        JsonObject queue = page.getJsonArray("results").getJsonObject(0);
        assertThat(queue.toString())
                .isEqualTo(
                        "{\"href\":\"/dibs/api/v1/queues/default\",\"name\":\"default\",\"ready\":4,\"parked\":1,"
                                + "\"blocked\":3,\"later\":2,\"running\":7,\"paused_at\":null,"
                                + "\"oldest_ready_at\":\"2026-11-24T03:10:05.120000Z\",\"workers\":2,\"slots\":8,\"ahead_rate\":120}");
        assertThat(api.get("queues/default").json()).isEqualTo(queue);
        assertThat(api.get("queues?name=default").json()).isEqualTo(queue);
    }

    @Test
    void a_page_leads_to_those_beside_it() {
        JsonObject first = api.get("queues?limit=1").json();
        assertThat(first.getString("next")).isEqualTo("/dibs/api/v1/queues?limit=1&offset=1");
        assertThat(first.get("previous")).isEqualTo(JsonValue.NULL);
        JsonObject second = api.get("queues?limit=1&offset=1").json();
        assertThat(second.getJsonArray("results").getJsonObject(0).getString("name"))
                .isEqualTo("sync");
        assertThat(second.get("next")).isEqualTo(JsonValue.NULL);
        assertThat(second.getString("previous")).isEqualTo("/dibs/api/v1/queues?limit=1&offset=0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"queues/a", "queues?name=a"})
    void a_queue_is_paused_and_resumed(String path) {
        for (int i = 0; i < 2; i++) {
            Answer paused = api.send("PATCH", path, JSON, "{\"paused\": true}");
            assertThat(paused.status()).isEqualTo(200);
            assertThat(paused.json().getString("paused_at")).isEqualTo("2026-11-24T03:10:05.120000Z");
        }
        assertThat(api.send("PATCH", path, JSON, "{\"paused\": false}").json().get("paused_at"))
                .isEqualTo(JsonValue.NULL);
        assertThat(dibs.queues.paused).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "true",
                "{\"paused\": 1}",
                "{\"paused\": null}",
                "{\"paused\": \"true\"}",
                "{\"paused\": true, \"paused\": true}",
                "{\"paused\": true, \"name\": \"b\"}",
                "{\"state\": \"canceled\"}",
                "{\"paused\": true} x"
            })
    void a_body_that_says_anything_else_changes_nothing(String body) {
        assertProblem(api.send("PATCH", "queues/a", JSON, body), 400);
        assertThat(dibs.queues.paused).isEmpty();
    }

    @Test
    void a_body_of_another_type_is_refused() {
        assertProblem(api.send("PATCH", "queues/a", "text/plain", "{\"paused\": true}"), 415);
    }

    @Test
    void a_name_that_is_none_is_told_so() {
        String name = "x".repeat(201);
        Answer answer = api.get("queues/" + name);
        assertProblem(answer, 400);
        assertThat(answer.json().getString("field")).isEqualTo("name");
        assertProblem(api.send("PATCH", "queues?name=" + name, JSON, "{\"paused\": true}"), 400);
    }

    @Test
    void too_many_paused_queues_are_a_conflict() {
        assertProblem(api.send("PATCH", "queues/one-too-many", JSON, "{\"paused\": true}"), 409);
    }

    @Test
    void the_href_of_a_queue_that_a_path_would_change_has_a_parameter() {
        assertThat(api.get("queues?name=..").json().getString("href")).isEqualTo("/dibs/api/v1/queues?name=..");
    }

    @Test
    void without_redis_it_says_so() {
        dibs.connected = false;
        assertProblem(api.get("queues"), 503);
        assertProblem(api.send("PATCH", "queues/a", JSON, "{\"paused\": true}"), 503);
    }
}
