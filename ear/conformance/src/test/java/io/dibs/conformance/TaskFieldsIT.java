package io.dibs.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import jakarta.json.JsonObject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code fields}, {@code exclude_fields} and {@code minimal}, of a task and of lists. */
@ConformanceTest
class TaskFieldsIT {
    private static final Set<String> MINIMAL =
            Set.of("href", "id", "name", "state", "created_at", "unblocked_at", "started_at", "finished_at", "worker");

    private final Client client = Server.administrator();

    @RegisterExtension
    final Tasks tasks = new Tasks(client);

    private String task;
    private JsonObject whole;

    @BeforeEach
    void make() throws Exception {
        task = tasks.completed();
        whole = client.get(task).ok().json();
    }

    /** The task as it is shown by itself, and the same in a list. */
    private List<JsonObject> shown(String parameters) throws Exception {
        String list = "tasks?" + parameters + "&correlation_id=" + whole.getString("correlation_id");
        JsonObject page = client.get(list).ok().json();
        assertThat(page.getInt("count")).isEqualTo(1);
        return List.of(
                client.get(task + "?" + parameters).ok().json(),
                page.getJsonArray("results").getJsonObject(0));
    }

    @Test
    void only_the_fields_that_are_named_are_shown() throws Exception {
        for (JsonObject shown : shown("fields=state,href,result,reserved_resources")) {
            assertThat(shown.keySet()).containsExactlyInAnyOrder("href", "state", "result", "reserved_resources");
            shown.forEach((field, value) -> assertThat(value).isEqualTo(whole.get(field)));
        }
    }

    @Test
    void all_but_the_fields_that_are_excluded_are_shown() throws Exception {
        Set<String> rest = new TreeSet<>(whole.keySet());
        rest.removeAll(Set.of("result", "error", "attempts"));
        for (JsonObject shown : shown("exclude_fields=result,error,attempts")) {
            assertThat(shown.keySet()).isEqualTo(rest);
        }
        for (JsonObject shown : shown("fields=href,name,state&exclude_fields=name,result")) {
            assertThat(shown.keySet()).containsExactlyInAnyOrder("href", "state");
        }
    }

    @Test
    void minimal_shows_what_a_table_needs() throws Exception {
        for (JsonObject shown : shown("minimal=true")) {
            assertThat(shown.keySet()).isEqualTo(MINIMAL);
        }
        for (JsonObject shown : shown("minimal=true&exclude_fields=worker")) {
            assertThat(shown.keySet()).hasSize(MINIMAL.size() - 1).doesNotContain("worker");
        }
        for (JsonObject shown : shown("minimal=false")) {
            assertThat(shown).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'fields=', fields",
        "'fields=colour', fields",
        "'fields=href,,state', fields",
        "'fields=href, state', fields",
        "'fields=href,', fields",
        "'fields=HREF', fields",
        "'fields=href&fields=state', fields",
        "'fields=href&minimal=true', fields",
        "'exclude_fields=', exclude_fields",
        "'exclude_fields=colour', exclude_fields",
        "'exclude_fields=href&exclude_fields=state', exclude_fields",
        "'minimal=', minimal",
        "'minimal=yes', minimal",
        "'minimal=TRUE', minimal",
        "'minimal=true&minimal=true', minimal"
    })
    void what_is_no_field_is_refused_by_name(String parameters, String field) throws Exception {
        String encoded = parameters.replace(" ", "%20");
        client.get("tasks?" + encoded).problem(400, field);
        client.get(task + "?" + encoded).problem(400, field);
    }

    @Test
    void a_task_has_no_filters() throws Exception {
        client.get(task + "?state=completed").problem(400, "state");
    }
}
