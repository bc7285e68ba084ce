package io.dibs.it.upgrade;

import static io.dibs.it.upgrade.Edition.NEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.json.JsonObject;

import org.junit.jupiter.api.Test;

import io.dibs.it.RestApi;
import io.dibs.it.upgrade.Receiver.Request;

/** C32: what one request has caused carries its correlation id and its trace, everywhere. */
abstract class CorrelatedTasks {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String TRACE_ID = TRACE.substring(0, TRACE.lastIndexOf("-00f0"));
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final TwoVersions versions;

    CorrelatedTasks(TwoVersions versions) {
        this.versions = versions;
    }

    @Test
    void a_request_its_task_the_child_of_that_and_the_webhook_have_one_correlation_id() throws Exception {
        String id = "cause-" + UUID.randomUUID();
        Node node = versions.get(NEW).with(Map.of("Correlation-ID", id, "traceparent", TRACE));
        Receiver receiver = versions.receiver();
        RestApi.Answer answer = node.errand(
                Map.of("method", "runWithChild", "arguments", List.of(id), "webhook", receiver.url("/correlated")));
        assertThat(answer.header("Correlation-ID")).isEqualTo(id);

        JsonObject parent = node.awaitState(answer.task(), "completed");
        await().atMost(LONGEST).until(() -> receiver.at("/correlated").size() == 1);
        List<JsonObject> caused = node.list("tasks?correlation_id=" + id);
        assertThat(caused)
                .extracting(task -> task.getString("name"))
                .hasSize(3)
                .contains("com.acme.errand.Errands#run");
        for (JsonObject task : caused) {
            JsonObject completed = node.awaitState(task.getString("href"), "completed");
            assertThat(completed.getString("correlation_id")).isEqualTo(id);
            assertThat(completed.getString("traceparent")).startsWith(TRACE_ID);
            if (completed.getString("name").startsWith("com.acme.")) {
                JsonObject result = completed.getJsonObject("result");
                assertThat(result.getString("correlationId")).isEqualTo(id);
                assertThat(result.getString("traceparent")).startsWith(TRACE_ID);
            }
            if (!completed.equals(parent)) {
                assertThat(completed.getString("parent_task")).isEqualTo(parent.getString("href"));
            }
        }
        Request told = receiver.at("/correlated").get(0);
        assertThat(told.json().getString("correlation_id")).isEqualTo(id);
        List<String> ofErrands = versions.log().stream()
                .filter(line -> line.contains("Errand " + id))
                .toList();
        assertThat(ofErrands).as("two lines of each of two runs").hasSize(4);
        assertThat(ofErrands).allMatch(line -> line.contains(" correlation_id=" + id + "] "));
    }

    @Test
    void what_dibs_logs_of_a_failed_run_carries_the_correlation_id() throws Exception {
        String id = "cause-" + UUID.randomUUID();
        Node node = versions.get(NEW).with(Map.of("Correlation-ID", id));
        String href = node.dispatch(Map.of("method", "fail", "arguments", List.of("x")));
        String task = node.awaitState(href, "failed").getString("id");
        await().atMost(LONGEST).until(() -> !linesOf(task).isEmpty());
        assertThat(linesOf(task))
                .anyMatch(line -> line.contains("] dibs.task.failed: Task " + task))
                .allMatch(line -> line.contains("[task=" + task + " correlation_id=" + id + "] "));
    }

    private List<String> linesOf(String task) throws Exception {
        return versions.log().stream().filter(line -> line.contains(task)).toList();
    }
}
