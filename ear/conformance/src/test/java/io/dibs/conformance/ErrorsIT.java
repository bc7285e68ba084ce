package io.dibs.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is the same for all endpoints when a request is wrong. */
@ConformanceTest
class ErrorsIT {
    private final Client client = Server.administrator();

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "tasks/a/b/c", "/dibs/nothing", "/dibs/api/v2/tasks", "/dibs/api", "audit/x"})
    void what_is_not_there_is_not_found(String path) throws Exception {
        client.get(path).problem(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasks", "workers", "workers/x", "resources", "resources/x", "status", "audit"})
    void what_is_read_only_takes_nothing_else(String path) throws Exception {
        for (String method : new String[] {"PUT", "DELETE"}) {
            Answer answer = client.send(method, path, Map.of());
            assertThat(answer.problem(405).header("Allow")).contains("GET").doesNotContain(method);
        }
    }

    @Test
    void what_only_does_something_cannot_be_read() throws Exception {
        String path = "tasks/00000000-0000-0000-0000-000000000000/abandon";
        assertThat(client.get(path).problem(405).header("Allow")).contains("POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "image/*"})
    void who_takes_no_json_is_told_that_there_is_nothing_else(String accept) throws Exception {
        client.get("tasks", "Accept", accept).problem(406);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "*/*", "application/*", "text/html, application/json;q=0.1"})
    void who_takes_json_among_others_gets_it(String accept) throws Exception {
        client.get("tasks?limit=1", "Accept", accept).ok();
    }

    @Test
    void a_header_that_cannot_be_read_is_malformed() throws Exception {
        client.get("tasks", "Accept", ";;;").problem(400);
    }

    @Test
    void head_has_the_headers_of_get_and_no_body() throws Exception {
        Answer head = client.send("HEAD", "tasks?limit=1", Map.of());
        assertThat(head.status(200).body()).isEmpty();
        assertThat(head.header("Content-Type")).startsWith("application/json");
    }

    @Test
    void options_lists_what_a_path_takes() throws Exception {
        assertThat(client.send("OPTIONS", "tasks", Map.of()).status(200).header("Allow"))
                .contains("GET")
                .doesNotContain("PUT");
    }

    @Test
    void a_problem_does_not_repeat_what_it_was_sent_as_anything_but_json() throws Exception {
        Answer answer = client.get("workers/%3Cscript%3E%22%0A%0D%3C%2Fscript%3E");
        assertThat(answer.problem(404).text("detail")).contains("<script>\"\n\r</script>");
    }
}
