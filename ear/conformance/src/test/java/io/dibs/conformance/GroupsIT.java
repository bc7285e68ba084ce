package io.dibs.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code task-groups}. The example plugin makes no groups, so this is what holds without any. */
@ConformanceTest
class GroupsIT {
    private final Client client = Server.administrator();

    @Test
    void groups_come_in_pages() throws Exception {
        JsonObject page = client.get("task-groups?limit=1").ok().json();
        assertThat(page.keySet()).contains("count", "next", "previous", "results");
    }

    @Test
    void a_group_that_is_not_there_is_not_found() throws Exception {
        client.get("task-groups/nobody").problem(404);
        client.get("task-groups/a/b%20c").problem(404);
        client.get("task-groups?name=..").problem(404);
        client.patch("task-groups/nobody", Tasks.CANCELED).problem(404);
        client.patch("task-groups?name=nobody", Tasks.CANCELED).problem(404);
    }

    @ParameterizedTest
    @CsvSource({"task-groups?colour=red, colour", "task-groups?limit=0, limit", "task-groups?offset=-1, offset"})
    void a_parameter_that_is_wrong_is_named(String path, String field) throws Exception {
        client.get(path).problem(400, field);
    }

    @Test
    void only_a_cancellation_is_taken() throws Exception {
        client.patch("task-groups/nobody", "{\"state\": \"completed\"}").problem(400, "state");
        client.patch("task-groups/nobody", "{\"name\": \"x\"}").problem(400, "name");
        client.patch("task-groups", Tasks.CANCELED).problem(400, "name");
    }
}
