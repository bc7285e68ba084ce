package io.dibs.web;

import static io.dibs.web.ProblemsTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.dibs.web.Api.Answer;

/** Workers, resources and the status: what can only be looked at. */
class LooksTest {
    private final FakeDibs dibs = new FakeDibs();
    private final Api api = new Api(dibs);

    @Test
    void workers_are_listed_with_what_they_run() {
        JsonObject page = api.get("workers").json();
        assertThat(page.getInt("count")).isEqualTo(2);
        JsonObject worker = page.getJsonArray("results").getJsonObject(0);
        assertThat(worker.getString("href")).isEqualTo("/dibs/api/v1/workers/42%40host");
        assertThat(worker.getString("last_heartbeat")).isEqualTo("2026-11-24T03:10:05.120000Z");
        assertThat(worker.getJsonArray("current_tasks").getString(0)).isEqualTo("/dibs/api/v1/tasks/" + Samples.id(1));
    }

    @Test
    void a_worker_is_found_by_its_name() {
        assertThat(api.get("workers/42@host").json().getBoolean("online")).isTrue();
        assertThat(api.get("workers/gone%2Fworker").json().getBoolean("online")).isFalse();
        assertProblem(api.get("workers/nobody"), 404);
        assertProblem(api.get("workers?online=true"), 400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "resources/a | a",
                "resources/repository:a/b%20c | repository:a/b c",
                "resources/%22quoted%22+'it' | \"quoted\"+'it'",
                "resources/%F0%9F%A6%86 | 🦆",
                "resources/100%25 | 100%",
                "resources?name=%2Fa%2F | /a/",
                "resources?name=../.%2F | .././",
                "resources?name=a%26b%3Bc | a&b;c"
            })
    void a_resource_may_have_any_name(String path, String name) {
        JsonObject line = api.get(path).json();
        assertThat(line.getString("name")).isEqualTo(name);
        assertThat(api.get(line.getString("href")).json().getString("name")).isEqualTo(name);
    }

    @Test
    void a_resource_shows_who_has_it_and_who_waits() {
        JsonObject line = api.get("resources/a?limit=5").json();
        assertThat(line.getInt("waiting_count")).isEqualTo(5);
        JsonObject holder = line.getJsonArray("holders").getJsonObject(0);
        assertThat(holder.getString("task")).isEqualTo("/dibs/api/v1/tasks/" + Samples.id(1));
        assertThat(holder.getString("mode")).isEqualTo("exclusive");
        assertThat(holder.getString("worker")).isEqualTo("42@host");
        assertThat(line.getJsonArray("waiting").getJsonObject(0)).containsEntry("worker", JsonValue.NULL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resources", "resources?name=", "resources/a?limit=0", "resources/a?name=b"})
    void a_resource_needs_a_name_and_a_sound_limit(String path) {
        Answer answer = api.get(path);
        assertProblem(answer, 400);
        assertThat(answer.json()).containsKey("field");
    }

    @Test
    void a_name_that_is_too_long_is_no_resource() {
        assertProblem(api.get("resources/" + "x".repeat(4097)), 400);
    }

    @Test
    void an_audit_says_what_is_wrong_and_what_to_do() {
        JsonObject audit = api.get("audit").json();
        assertThat(audit.getBoolean("sound")).isFalse();
        assertThat(audit.getInt("finding_count")).isEqualTo(2000);
        assertThat(audit.getInt("keys")).isEqualTo(12);
        assertThat(audit.getString("finished_at")).isEqualTo("2026-11-24T03:10:06.120000Z");
        JsonObject finding = audit.getJsonArray("findings").getJsonObject(0);
        assertThat(finding.getString("kind")).isEqualTo("claim_without_task");
        assertThat(finding.getString("object_type")).isEqualTo("resource");
        assertThat(finding.getString("object")).isEqualTo("repository:a");
        assertThat(finding.getString("message")).isEqualTo("Nobody is there.");
        assertThat(finding.getString("advice")).endsWith(".");
        assertProblem(api.get("audit?domain=x"), 400);
    }

    @Test
    void the_status_shows_versions_and_online_workers() {
        JsonObject status = api.get("status").json();
        assertThat(status.toString())
                .contains("\"versions\":[{\"component\":\"dibs\",\"version\":\"1.2.3\"}]")
                .contains("\"redis_connection\":{\"connected\":true}");
        assertThat(status.getJsonArray("online_workers")).hasSize(1);
    }

    @Test
    void the_status_is_no_error_when_redis_is_away() {
        dibs.connected = false;
        Answer answer = api.get("status");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"online_workers\":null")
                .contains("\"redis_connection\":{\"connected\":false}");
    }
}
