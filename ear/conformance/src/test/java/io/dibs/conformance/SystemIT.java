package io.dibs.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers, resources, status, audit, health and the description of the API. */
@ConformanceTest
class SystemIT {
    private final Client client = Server.administrator();

    @RegisterExtension
    final Tasks tasks = new Tasks(client);

    @Test
    void the_status_needs_no_login_and_shows_what_is_there() throws Exception {
        JsonObject status = Server.nobody().get("status").ok().json();
        assertThat(status.getJsonObject("redis_connection").getBoolean("connected"))
                .isTrue();
        JsonObject version = status.getJsonArray("versions").getJsonObject(0);
        assertThat(version.getString("component")).isEqualTo("dibs");
        assertThat(version.getString("version")).isNotBlank();
        assertThat(status.getJsonArray("online_workers")).isNotEmpty();
    }

    @Test
    void a_worker_is_found_by_its_name_and_shows_what_it_runs() throws Exception {
        JsonObject running = client.get(tasks.running()).ok().json();
        JsonObject page = client.get("workers").ok().json();
        assertThat(page.getInt("count")).isEqualTo(page.getJsonArray("results").size());
        assertThat(page.get("next")).isEqualTo(JsonValue.NULL);
        JsonObject worker = page.getJsonArray("results").getValuesAs(JsonObject.class).stream()
                .filter(one ->
                        one.getJsonArray("current_tasks").toString().contains("\"" + running.getString("href") + "\""))
                .findFirst()
                .orElseThrow();
        assertThat(worker.getString("name")).isEqualTo(running.getString("worker"));
        assertThat(worker.getBoolean("online")).isTrue();
        assertThat(worker.getInt("slots")).isPositive();
        assertThat(worker.getJsonArray("queues")).isNotEmpty();
        assertThat(worker.keySet())
                .contains("href", "name", "incarnation", "started_at", "last_heartbeat", "version", "current_tasks");
        assertThat(client.get(worker.getString("href")).ok().text("incarnation"))
                .isEqualTo(worker.getString("incarnation"));
    }

    @Test
    void problems_are_listed_worst_first_each_with_what_to_do() throws Exception {
        client.get("problems?limit=1").problem(400);
        Server.nobody().get("problems").problem(401);
        JsonObject page = client.get("problems").ok().json();
        assertThat(page.keySet()).containsExactly("checked_at", "count", "results");
        assertThat(page.getInt("count")).isEqualTo(page.getJsonArray("results").size());
        List<String> severities = new ArrayList<>();
        for (JsonObject problem : page.getJsonArray("results").getValuesAs(JsonObject.class)) {
            assertThat(problem.keySet())
                    .containsExactly("id", "kind", "severity", "since", "message", "remedy", "subject");
            assertThat(problem.getString("id")).startsWith(problem.getString("kind") + ":");
            assertThat(problem.getString("message")).isNotBlank();
            assertThat(problem.getString("remedy")).isNotBlank();
            JsonObject subject = problem.getJsonObject("subject");
            assertThat(subject.getString("name")).isNotBlank();
            assertThat(subject.getString("type")).isIn("queue", "task", "worker", "method", "redis", "domain");
            severities.add(problem.getString("severity"));
        }
        assertThat(severities).isSubsetOf("error", "warning").isSorted();
    }

    @Test
    void a_worker_that_is_not_there_is_not_found() throws Exception {
        client.get("workers/nobody").problem(404);
        client.get("workers/" + UUID.randomUUID()).problem(404);
    }

    @Test
    void a_resource_shows_its_holder_and_its_line() throws Exception {
        Tasks.Blocked blocked = tasks.blocked();
        String third = tasks.sync(blocked.repository());
        String resource = Tasks.resource(client.get(blocked.holder()).ok().json());
        JsonObject line = client.get("resources?name=" + resource).ok().json();
        assertThat(line.getString("name")).isEqualTo(resource);
        assertThat(line.getJsonArray("holders").getJsonObject(0).getString("task"))
                .isEqualTo(blocked.holder());
        assertThat(line.getInt("waiting_count")).isEqualTo(2);
        assertThat(line.getJsonArray("waiting").getValuesAs(JsonObject.class))
                .extracting(claim -> claim.getString("task"))
                .containsExactly(blocked.waiting(), third);
        assertThat(client.get(line.getString("href")).ok().json()).isEqualTo(line);
        JsonObject first = client.get("resources?limit=1&name=" + resource).ok().json();
        assertThat(first.getJsonArray("waiting")).hasSize(1);
        assertThat(first.getInt("waiting_count")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a",
                "/a/b%20c",
                "/a%2Fb",
                "/%22q%22'",
                "/%F0%9F%A6%86",
                "/100%25",
                "/a;b=c",
                "/a+b",
                "?name=a%2Bb",
                "?name=%2Fa%2F..%2F",
                "?name=%5C",
                "?name=..",
                "?name=%3Cscript%3E"
            })
    void a_resource_may_have_any_name_and_has_an_href_that_answers(String name) throws Exception {
        JsonObject line = client.get("resources" + name).ok().json();
        assertThat(line.getJsonArray("holders")).isEmpty();
        assertThat(line.getJsonArray("waiting")).isEmpty();
        assertThat(line.getInt("waiting_count")).isZero();
        assertThat(client.get(line.getString("href")).ok().json()).isEqualTo(line);
    }

    @Test
    void a_sound_store_has_no_findings() throws Exception {
        tasks.running();
        JsonObject audit = client.get("audit").ok().json();
        assertThat(audit.getJsonArray("findings")).isEmpty();
        assertThat(audit.getInt("finding_count")).isZero();
        assertThat(audit.getBoolean("sound")).isTrue();
        assertThat(audit.getInt("keys")).isPositive();
        assertThat(audit.getString("started_at")).isLessThanOrEqualTo(audit.getString("finished_at"));
    }

    @Test
    void the_server_is_alive_and_ready() throws Exception {
        for (String path : new String[] {"/health/live", "/health/ready"}) {
            assertThat(Server.nobody().get(path).status(200).text("status")).isEqualTo("UP");
        }
    }

    @Test
    void every_endpoint_of_the_description_is_there() throws Exception {
        JsonObject paths = client.get("/openapi?format=JSON").ok().json().getJsonObject("paths");
        assertThat(paths).containsKeys("/api/v1/tasks", "/api/v1/tasks/{id}", "/api/v1/status");
        for (String path : paths.keySet()) {
            JsonObject get = paths.getJsonObject(path).getJsonObject("get");
            if (get != null && !path.contains("{") && !get.toString().contains("text/event-stream")) {
                assertThat(client.get(path.substring("/api/v1/".length())).status())
                        .as(path)
                        .isIn(200, 400);
            }
        }
    }
}
