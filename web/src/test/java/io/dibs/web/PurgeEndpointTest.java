package io.dibs.web;

import static io.dibs.web.ProblemsTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.dibs.TaskPurge;
import io.dibs.TaskState;
import io.dibs.web.Api.Answer;
import io.dibs.web.security.Role;

class PurgeEndpointTest {
    private final FakeDibs dibs = new FakeDibs();
    private final Api api = new Api(dibs);

    private Answer purge(String body) {
        return api.send("POST", "tasks/purge", "application/json", body);
    }

    @Test
    void a_purge_is_accepted_as_a_task() {
        Answer answer = purge("{}");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().getString("task")).isEqualTo("/dibs/api/v1/tasks/" + Samples.id(100));
        assertThat(answer.header("Location")).endsWith("/dibs/api/v1/tasks/" + Samples.id(100));
        assertThat(dibs.purges).containsExactly(TaskPurge.completed());
    }

    @Test
    void what_is_said_is_meant_and_nothing_is_said_without_a_body() {
        purge("{\"finished_before\": \"2026-10-01T12:00:00+02:00\", \"states\": [\"failed\", \"canceled\"]}");
        api.send("POST", "tasks/purge", null, null);
        purge("{\"finished_before\": null, \"states\": null}");
        assertThat(dibs.purges)
                .containsExactly(
                        new TaskPurge(
                                Optional.of(Instant.parse("2026-10-01T10:00:00Z")),
                                List.of(TaskState.FAILED, TaskState.CANCELED),
                                Optional.empty()),
                        TaskPurge.completed(),
                        TaskPurge.completed());
    }

    @Test
    void who_is_no_operator_deletes_his_own_tasks_only() {
        for (SignedIn caller : List.of(SignedIn.as("ann"), SignedIn.as("ann", Role.VIEWER))) {
            api.as(caller).send("POST", "tasks/purge", "application/json", "{}");
        }
        api.as(SignedIn.as("ann", Role.OPERATOR)).send("POST", "tasks/purge", "application/json", "{}");
        assertThat(dibs.purges)
                .containsExactly(
                        TaskPurge.completed().ownedBy("ann"),
                        TaskPurge.completed().ownedBy("ann"),
                        TaskPurge.completed());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"states\": [\"running\"]}                          | states",
                "{\"states\": [\"completed\", \"done\"]}              | states",
                "{\"states\": []}                                     | states",
                "{\"states\": \"completed\"}                          | states",
                "{\"states\": [null]}                                 | states",
                "{\"finished_before\": \"yesterday\"}                 | finished_before",
                "{\"finished_before\": 5}                             | finished_before",
                "{\"finished_before\": \"2026-10-01\"}                | finished_before",
                "{\"finished_before\": \"+99999-01-01T00:00:00Z\"}    | finished_before",
                "{\"finished_before\": \"1969-12-31T23:59:59Z\"}      | finished_before",
                "{\"owner\": \"bob\"}                                 | owner",
                "{\"finishedBefore\": \"2026-10-01T00:00:00Z\"}       | finishedBefore"
            })
    void a_purge_that_is_not_understood_deletes_nothing(String body, String field) {
        Answer answer = purge(body);
        assertProblem(answer, 400);
        assertThat(answer.json().getString("field")).startsWith(field);
        assertThat(dibs.purges).isEmpty();
    }

    @Test
    void a_purge_takes_json_and_no_parameters() {
        assertProblem(api.send("POST", "tasks/purge", "text/plain", "{}"), 415);
        assertProblem(api.send("POST", "tasks/purge?states=failed", "application/json", "{}"), 400);
        assertProblem(purge("{"), 400);
        assertProblem(purge("[]"), 400);
        assertThat(dibs.purges).isEmpty();
    }

    @Test
    void it_says_so_when_redis_is_away() {
        dibs.connected = false;
        assertProblem(purge("{}"), 503);
    }
}
