package io.dibs.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.Map;

import jakarta.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code Correlation-ID} and {@code traceparent}. */
@ConformanceTest
class CorrelationIT {
    private static final String ID = "Correlation-ID";
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final Client client = Server.administrator();

    @RegisterExtension
    final Tasks tasks = new Tasks(client);

    @ParameterizedTest
    @ValueSource(strings = {"status", "tasks/not-an-id", "nothing", "tasks?colour=red"})
    void an_answer_has_the_id_of_its_request(String path) throws Exception {
        assertThat(client.get(path, ID, "a-Z0.9_~:;,/+=@x").header(ID)).isEqualTo("a-Z0.9_~:;,/+=@x");
    }

    @Test
    void a_request_without_an_id_gets_one_of_its_own() throws Exception {
        String one = client.get("status").header(ID);
        assertThat(one).isNotEmpty().isNotEqualTo(client.get("status").header(ID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\"b", "<a>", "a%0Ab"})
    void an_id_that_is_none_is_replaced(String id) throws Exception {
        assertThat(client.get("status", ID, id).header(ID)).isNotEmpty().isNotEqualTo(id);
    }

    @Test
    void a_long_id_is_replaced() throws Exception {
        assertThat(client.get("status", ID, "a".repeat(201)).header(ID)).hasSizeLessThan(201);
        assertThat(client.get("status", ID, "a".repeat(200)).header(ID)).isEqualTo("a".repeat(200));
    }

    @Test
    void a_task_has_the_id_and_the_trace_of_the_request_that_dispatched_it() throws Exception {
        JsonObject task = dispatch(Map.of(ID, "order-7", "traceparent", TRACE));
        assertThat(task.getString("correlation_id")).isEqualTo("order-7");
        assertThat(task.getString("traceparent")).contains("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @Test
    void a_trace_that_is_none_is_ignored() throws Exception {
        JsonObject task = dispatch(Map.of("traceparent", "00-00000000000000000000000000000000-00f067aa0ba902b7-01"));
        assertThat(task.get("traceparent").toString()).doesNotContain("00f067aa0ba902b7");
    }

    private JsonObject dispatch(Map<String, String> headers) throws Exception {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", "application/json");
        String path = "file/repositories/" + tasks.repository() + "/sync";
        String body = "{\"remote\": \"" + tasks.remote("empty") + "\"}";
        String task =
                client.send("POST", path, all, BodyPublishers.ofString(body)).task();
        return client.get(tasks.dispatched(task)).ok().json();
    }
}
