package io.dibs.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Instant;

import jakarta.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST tasks/purge}. */
@ConformanceTest
class PurgeIT {
    private final Client client = Server.administrator();

    @RegisterExtension
    final Tasks tasks = new Tasks(client);

    @Test
    void nothing_that_ended_later_is_purged() throws Exception {
        String kept = tasks.completed();
        String purge = client.post("tasks/purge", "{\"finished_before\": \"2000-01-01T00:00:00Z\"}")
                .task();
        JsonObject result = tasks.await(tasks.dispatched(purge), "completed").getJsonObject("result");
        assertThat(result.values()).allMatch(count -> count.toString().equals("0"));
        client.get(kept).ok();
    }

    @Test
    void only_the_states_that_were_asked_for_are_purged() throws Exception {
        assumeTrue(Server.isOurs(), "It deletes tasks of others.");
        String completed = tasks.completed();
        String failed = tasks.failed();
        String purge = client.post(
                        "tasks/purge", "{\"finished_before\": \"" + ended(failed) + "\", \"states\": [\"failed\"]}")
                .task();
        tasks.await(tasks.dispatched(purge), "completed");
        client.get(failed).problem(404);
        client.get(completed).ok();
    }

    /** A moment after the end of a task. */
    private String ended(String task) throws Exception {
        return Instant.parse(client.get(task).ok().text("finished_at"))
                .plusNanos(1000)
                .toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "{\"colour\": \"red\"}|colour",
                "{\"finished_before\": \"yesterday\"}|finished_before",
                "{\"finished_before\": 5}|finished_before",
                "{\"states\": \"completed\"}|states",
                "{\"states\": [\"running\"]}|states",
                "[]|null",
            })
    void a_body_that_is_wrong_is_refused_and_names_the_field(String body, String field) throws Exception {
        Answer answer = client.post("tasks/purge", body).problem(400);
        String named = answer.json().getString("field", null);
        assertThat(named == null ? null : named.replaceAll("\\[.*", "")).isEqualTo(field);
    }
}
