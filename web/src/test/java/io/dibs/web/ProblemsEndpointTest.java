package io.dibs.web;

import static io.dibs.web.ProblemsTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import jakarta.json.JsonObject;

import org.junit.jupiter.api.Test;

import io.dibs.Problem;
import io.dibs.Problem.Kind;
import io.dibs.Problem.Subject;
import io.dibs.Problem.SubjectType;
import io.dibs.Problems;
import io.dibs.StoreUnavailableException;

class ProblemsEndpointTest {
    private final FakeDibs dibs = new FakeDibs();
    private final Api api = new Api(dibs);

    private static Problem problem(SubjectType type, String name) {
        return new Problem(
                "id:" + name,
                Kind.NO_WORKER_FOR_QUEUE,
                Samples.CREATED,
                "It is wrong.",
                "Do this.",
                new Subject(type, name));
    }

    @Test
    void a_problem_says_what_is_wrong_with_what_since_when_and_what_to_do() {
        dibs.problems =
                () -> new Problems.Listed(Optional.of(Samples.CREATED), List.of(problem(SubjectType.QUEUE, "sync")));
        assertThat(api.get("problems").json().toString())
                .isEqualTo(
                        "{\"checked_at\":\"2026-11-24T03:10:05.120000Z\",\"count\":1,\"results\":[{\"id\":\"id:sync\","
                                + "\"kind\":\"no_worker_for_queue\",\"severity\":\"error\",\"since\":\"2026-11-24T03:10:05.120000Z\","
                                + "\"message\":\"It is wrong.\",\"remedy\":\"Do this.\",\"subject\":{\"type\":\"queue\","
                                + "\"name\":\"sync\",\"href\":\"/dibs/api/v1/queues/sync\"}}]}");
    }

    @Test
    void the_subject_leads_to_what_has_a_place_in_the_api() {
        String task = Samples.id(1).toString();
        dibs.problems = () -> new Problems.Listed(
                Optional.empty(),
                List.of(
                        problem(SubjectType.TASK, task),
                        problem(SubjectType.WORKER, "42@host"),
                        problem(SubjectType.METHOD, "a.B#c"),
                        problem(SubjectType.REDIS, "redis")));
        JsonObject listed = api.get("problems").json();
        assertThat(listed.isNull("checked_at")).isTrue();
        assertThat(listed.getJsonArray("results").getValuesAs(JsonObject.class))
                .extracting(each -> each.getJsonObject("subject").get("href").toString())
                .containsExactly(
                        "\"/dibs/api/v1/tasks/" + task + "\"", "\"/dibs/api/v1/workers/42%40host\"", "null", "null");
    }

    @Test
    void it_takes_no_parameters_and_needs_redis() {
        assertProblem(api.get("problems?kind=x"), 400);
        dibs.problems = () -> {
            throw new StoreUnavailableException("Redis is away.", null);
        };
        assertProblem(api.get("problems"), 503);
    }
}
