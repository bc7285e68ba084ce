package io.dibs.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.dibs.web.Api.Answer;
import io.dibs.web.request.BodyLimit;

class ProblemsTest {
    private static final String JSON = "application/json";

    private final Api api = new Api(new FakeDibs());

    @Test
    void an_unknown_path_is_a_problem_that_says_where() {
        Answer answer = api.get("nothing/here");
        assertProblem(answer, 404);
        assertThat(answer.json().getString("instance")).isEqualTo("/dibs/api/v1/nothing/here");
        assertThat(answer.json().getString("title")).isEqualTo("Not Found");
        assertThat(answer.json().getString("type")).isEqualTo("about:blank");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasks", "workers", "workers/x", "resources/x", "status", "audit"})
    void what_is_read_only_takes_no_post(String path) {
        Answer answer = api.send("POST", path, JSON, "{}");
        assertProblem(answer, 405);
        assertThat(answer.header("Allow")).contains("GET");
    }

    @ParameterizedTest
    @CsvSource({
        "not-found, 404, There is no remote 'x'.",
        "text, 409, The name is taken.",
        "returned, 410, Gone.",
        "ejb, 400, No such method."
    })
    void failures_of_plugins_become_problems(String kind, int status, String detail) {
        Answer answer = api.get("plugin/" + kind);
        assertProblem(answer, status);
        assertThat(answer.json().getString("detail")).isEqualTo(detail);
    }

    @Test
    void what_a_plugin_answers_on_its_own_stays() {
        assertThat(api.get("plugin/own").json().getBoolean("mine")).isTrue();
        assertThat(api.get("plugin/redirect").status()).isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(strings = {"web-500", "error", "state", "json"})
    void what_nobody_expected_is_told_to_the_log_only(String kind) {
        Answer answer = api.get("plugin/" + kind);
        assertProblem(answer, 500);
        assertThat(answer.body()).doesNotContain("secret", "broken", "Exception", "io.dibs");
        assertThat(answer.json().getString("detail")).containsPattern("error [0-9a-f-]{36}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"x\":[", "{\"x\":{", "{\"remote_name\":[", "{\"retry_count\": 1} x"})
    @Timeout(10)
    void a_body_that_ends_too_early_or_too_late_is_refused_at_once(String body) {
        assertProblem(api.send("POST", "plugin", JSON, body), 400);
        assertProblem(api.send("POST", "plugin/map", JSON, body), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{", "[]", "\"x\"", "{\"remote_name\": }", "{\"remote_name\":\"x\""})
    void a_body_that_cannot_be_read_is_the_callers_fault(String body) {
        Answer answer = api.send("POST", "plugin", JSON, body);
        assertProblem(answer, 400);
        assertThat(answer.body()).doesNotContain("Remote", "class", "jakarta");
    }

    @Test
    void depth_is_no_weapon() {
        assertProblem(api.send("POST", "plugin", JSON, "{\"remote_name\":" + "[".repeat(500_000)), 400);
        assertProblem(api.send("POST", "plugin", JSON, "{\"unknown\":" + "[".repeat(500_000)), 400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'retry_count': 'many'} | retry_count",
                "{'retry_count': 99999999999} | retry_count",
                "{'retry_count': 1.5} | retry_count",
                "{'remote_name': 'x'} | retry_count",
                "{'retry_count': 1, 'remote_name': 5} | remote_name",
                "{'retry_count': 1, 'mirror': 'yes'} | mirror",
                "{'retry_count': 1, 'last_sync': 'today'} | last_sync",
                "{'retry_count': 1, 'retries': 1} | retries",
                "{'retry_count': 1, 'inner': {'retry_count': 2, 'mirror': 1}} | inner.mirror",
                "{'retry_count': 1, 'tags': ['a', 5]} | tags[1]"
            })
    void a_field_that_is_wrong_is_named(String body, String field) {
        Answer answer = api.send("POST", "plugin", JSON, body.replace('\'', '"'));
        assertProblem(answer, 400);
        assertThat(answer.json().getString("field")).isEqualTo(field);
        assertThat(answer.body()).doesNotContain("java", "class", "Exception");
    }

    @Test
    void a_record_may_be_left_out_and_nothing_else_may() {
        assertThat(api.send("POST", "plugin", JSON, "").status()).isEqualTo(204);
        Answer answer = api.send("POST", "plugin/map", JSON, "");
        assertProblem(answer, 400);
        assertThat(answer.json().getString("detail")).isEqualTo("The request needs a body.");
    }

    @Test
    void what_a_record_refuses_is_the_callers_fault() {
        Answer answer = api.send("POST", "plugin", JSON, "{\"retry_count\": -1}");
        assertProblem(answer, 400);
        assertThat(answer.json().getString("detail")).isEqualTo("retry_count must not be negative.");
    }

    @Test
    void a_body_that_is_not_said_to_be_json_is_refused() {
        assertProblem(api.send("POST", "plugin", "text/xml", "<a/>"), 415);
        assertProblem(api.send("POST", "plugin", null, "{}"), 415);
        assertProblem(api.send("POST", "plugin", "*/*", "{}"), 415);
        assertProblem(api.send("POST", "plugin", "application/*", "{}"), 415);
    }

    @Test
    void a_body_without_a_length_may_have_the_limit_and_no_more() {
        String frame = "{\"retry_count\": 1, \"remote_name\": \"\"}";
        String longest = "x".repeat(BodyLimit.MAX_BYTES - frame.length());
        assertThat(api.send("POST", "plugin", JSON, "{\"retry_count\": 1, \"remote_name\": \"" + longest + "\"}")
                        .status())
                .isEqualTo(200);
        assertProblem(
                api.send("POST", "plugin", JSON, "{\"retry_count\": 1, \"remote_name\": \"" + longest + "x\"}"), 413);
    }

    @Test
    void plugins_read_and_write_records_in_snake_case() {
        String body = "{\"remote_name\": \"a\", \"retry_count\": 2, \"last_sync\": \"2026-01-02T03:04:05Z\","
                + " \"tags\": [\"b\"], \"inner\": {\"retry_count\": 3}}";
        assertThat(api.send("POST", "plugin", JSON, body).body())
                .isEqualTo("{\"remote_name\":\"a\",\"retry_count\":2,\"mirror\":null,"
                        + "\"last_sync\":\"2026-01-02T03:04:05.000000Z\",\"tags\":[\"b\"],"
                        + "\"inner\":{\"remote_name\":null,\"retry_count\":3,\"mirror\":null,"
                        + "\"last_sync\":null,\"tags\":null,\"inner\":null}}");
    }

    static void assertProblem(Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().getInt("status")).isEqualTo(status);
        assertThat(answer.json().getString("detail")).isNotBlank();
    }
}
