package io.dibs.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET tasks}: filters, pages, and what is refused. */
@ConformanceTest
class TaskListIT {
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

    @Test
    void the_newest_task_comes_first() throws Exception {
        String first = tasks.completed();
        String second = tasks.completed();
        assertThat(hrefs(page("tasks?limit=2"))).containsExactly(second, first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"completed", "failed", "canceled", "running", "waiting"})
    void a_state_filters(String state) throws Exception {
        String repository = tasks.repository();
        String running = tasks.running(repository);
        String waiting = tasks.sync(repository, tasks.remote("empty"));
        String expected =
                switch (state) {
                    case "completed" -> tasks.completed();
                    case "failed" -> tasks.failed();
                    case "canceled" -> tasks.canceled();
                    case "running" -> running;
                    default -> waiting;
                };
        JsonObject page = page("tasks?limit=1000&state=" + state);
        assertThat(hrefs(page)).contains(expected);
        for (JsonObject task : page.getJsonArray("results").getValuesAs(JsonObject.class)) {
            assertThat(task.getString("state")).isEqualTo(state);
        }
    }

    @Test
    void a_name_filters() throws Exception {
        String task = tasks.completed();
        String name = client.get(task).ok().text("name");
        assertThat(name).matches("[\\w.]+#\\w+");
        JsonObject page = page("tasks?limit=1&name=" + name.replace("#", "%23"));
        assertThat(hrefs(page)).containsExactly(task);
        assertThat(page("tasks?name=no.Such%23method").getInt("count")).isZero();
    }

    @Test
    void pages_follow_each_other_without_gaps_or_repeats_and_keep_the_filter() throws Exception {
        Set<String> made = new LinkedHashSet<>();
        for (int i = 0; i < 5; i++) {
            made.add(tasks.failed());
        }
        Set<String> seen = new LinkedHashSet<>();
        JsonObject page = page("tasks?limit=2&state=failed");
        assertThat(page.get("previous")).isEqualTo(JsonValue.NULL);
        assertThat(page.getInt("count")).isGreaterThanOrEqualTo(5);
        while (true) {
            for (String href : hrefs(page)) {
                assertThat(seen.add(href)).as(href).isTrue();
            }
            if (page.get("next") == JsonValue.NULL) {
                break;
            }
            assertThat(hrefs(page)).hasSize(2);
            page = page(page.getString("next"));
        }
        assertThat(seen).containsAll(made).hasSize(page.getInt("count"));
    }

    @ParameterizedTest
    @CsvSource({
        "tasks?colour=red, colour",
        "tasks?limit=1&colour=red, colour",
        "tasks?state=asleep, state",
        "tasks?state=, state",
        "tasks?state=COMPLETED, state",
        "tasks?limit=0, limit",
        "tasks?limit=1001, limit",
        "tasks?limit=-1, limit",
        "tasks?limit=1.0, limit",
        "tasks?limit=1e2, limit",
        "tasks?limit=0x10, limit",
        "tasks?limit=NaN, limit",
        "tasks?limit=99999999999999999999, limit",
        "tasks?limit=%D9%A1, limit",
        "tasks?limit=%201, limit",
        "tasks?limit=, limit",
        "tasks?limit=1&limit=1, limit",
    })
    void a_parameter_that_is_wrong_is_named(String path, String field) throws Exception {
        client.get(path).problem(400, field);
    }

    @Test
    void what_a_task_waits_for_is_not_in_lists() throws Exception {
        String repository = tasks.repository();
        tasks.running(repository);
        tasks.sync(repository, tasks.remote("empty"));
        JsonObject waiting =
                page("tasks?limit=1&state=waiting").getJsonArray("results").getJsonObject(0);
        assertThat(waiting.get("waiting_for")).isEqualTo(JsonValue.NULL);
    }

    private JsonObject page(String path) throws Exception {
        JsonObject page = client.get(path).ok().json();
        assertThat(page.keySet()).contains("count", "next", "previous", "results");
        return page;
    }

    private static List<String> hrefs(JsonObject page) {
        return page.getJsonArray("results").getValuesAs(JsonObject.class).stream()
                .map(task -> ((JsonString) task.get("href")).getString())
                .toList();
    }
}
