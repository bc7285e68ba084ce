package io.dibs.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code GET tasks} as it is without a filter, its pages, and what it refuses of any list. */
@ConformanceTest
class TaskListIT {
    private final Client client = Server.administrator();

    @RegisterExtension
    final Tasks tasks = new Tasks(client);

    @Test
    void the_newest_task_comes_first() throws Exception {
        String first = tasks.completed();
        String second = tasks.completed();
        assertThat(hrefs(page("tasks?limit=2"))).containsExactly(second, first);
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

    @Test
    void what_a_task_waits_for_is_not_in_lists() throws Exception {
        tasks.blocked();
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
