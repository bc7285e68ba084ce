package io.dibs.web;

import static io.dibs.web.ProblemsTest.assertProblem;
import static io.dibs.web.security.Role.ADMINISTRATOR;
import static io.dibs.web.security.Role.OPERATOR;
import static io.dibs.web.security.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.json.JsonValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.dibs.TaskState;
import io.dibs.web.Api.Answer;
import io.dibs.web.security.Refusal;

/** C64: who may do what. */
class RightsTest {
    private static final UUID OWN = Samples.id(1);
    private static final UUID OTHERS = Samples.id(2);
    private static final UUID NOBODYS = Samples.id(3);
    private static final UUID MISSING = Samples.id(4);
    private static final Map<String, SignedIn> CALLERS = Map.of(
            "nobody", SignedIn.NOBODY,
            "user", SignedIn.as("ann"),
            "viewer", SignedIn.as("ann", VIEWER),
            "operator", SignedIn.as("ann", OPERATOR),
            "administrator", SignedIn.as("ann", ADMINISTRATOR));

    private final FakeDibs dibs = new FakeDibs();
    private final Api api = new Api(dibs);

    private void tasks(TaskState state) {
        dibs.tasks.put(OWN, Samples.task(OWN, state, "ann"));
        dibs.tasks.put(OTHERS, Samples.task(OTHERS, state, "bob"));
        dibs.tasks.put(NOBODYS, Samples.task(NOBODYS, state));
    }

    /** What each of the callers is answered, in the order of the columns: nobody, user, viewer, operator, administrator. */
    @ParameterizedTest
    @CsvSource({
        "GET,    status,                 running,   200, 200, 200, 200, 200",
        "GET,    session,                running,   200, 200, 200, 200, 200",
        "GET,    tasks,                  running,   401, 200, 200, 200, 200",
        "GET,    tasks/{own},            running,   401, 200, 200, 200, 200",
        "GET,    tasks/{other},          running,   401, 404, 200, 200, 200",
        "GET,    tasks/{nobody},         running,   401, 404, 200, 200, 200",
        "GET,    tasks/{missing},        running,   401, 404, 404, 404, 404",
        "GET,    tasks/no-id,            running,   401, 404, 404, 404, 404",
        "PATCH,  tasks/{own},            running,   401, 200, 200, 200, 200",
        "PATCH,  tasks/{other},          running,   401, 404, 403, 200, 200",
        "PATCH,  tasks/{nobody},         running,   401, 404, 403, 200, 200",
        "PATCH,  tasks/{missing},        running,   401, 404, 404, 404, 404",
        "PATCH,  tasks/{own},            completed, 401, 409, 409, 409, 409",
        "PATCH,  tasks/{other},          completed, 401, 404, 403, 409, 409",
        "DELETE, tasks/{own},            completed, 401, 204, 204, 204, 204",
        "DELETE, tasks/{other},          completed, 401, 404, 403, 204, 204",
        "DELETE, tasks/{nobody},         completed, 401, 404, 403, 204, 204",
        "DELETE, tasks/{own},            running,   401, 409, 409, 409, 409",
        "DELETE, tasks/{other},          running,   401, 404, 403, 409, 409",
        "POST,   tasks/{own}/abandon,    canceling, 401, 403, 403, 403, 200",
        "POST,   tasks/{other}/abandon,  canceling, 401, 404, 403, 403, 200",
        "GET,    tasks/{own}/stack,      canceling, 401, 403, 403, 403, 200",
        "GET,    tasks/{other}/stack,    canceling, 401, 404, 403, 403, 200",
        "GET,    tasks/{own}/events,     running,   401, 200, 200, 200, 200",
        "GET,    tasks/{own}/events,     completed, 401, 200, 200, 200, 200",
        "GET,    tasks/{other}/events,   running,   401, 404, 200, 200, 200",
        "GET,    tasks/{nobody}/events,  running,   401, 404, 200, 200, 200",
        "GET,    tasks/{missing}/events, running,   401, 404, 404, 404, 404",
        "GET,    events,                 running,   401, 200, 200, 200, 200",
        "GET,    events?colour=red,      running,   401, 400, 400, 400, 400",
        "GET,    tasks/{own}/why,        running,   401, 200, 200, 200, 200",
        "GET,    tasks/{other}/why,      running,   401, 404, 200, 200, 200",
        "GET,    tasks/{nobody}/why,     running,   401, 404, 200, 200, 200",
        "GET,    tasks/{missing}/why,    running,   401, 404, 404, 404, 404",
        "POST,   tasks/{own}/retry,      completed, 401, 202, 202, 202, 202",
        "POST,   tasks/{other}/retry,    completed, 401, 404, 403, 202, 202",
        "POST,   tasks/{nobody}/retry,   completed, 401, 404, 403, 202, 202",
        "POST,   tasks/{missing}/retry,  completed, 401, 404, 404, 404, 404",
        "POST,   tasks/{own}/retry,      running,   401, 409, 409, 409, 409",
        "POST,   tasks/{other}/retry,    running,   401, 404, 403, 409, 409",
        "POST,   tasks/purge,            completed, 401, 202, 202, 202, 202",
        "GET,    tasks/purge,            completed, 401, 405, 405, 405, 405",
        "GET,    workers,                running,   401, 403, 200, 200, 200",
        "GET,    workers/42@host,        running,   401, 403, 200, 200, 200",
        "GET,    workers/none,           running,   401, 403, 404, 404, 404",
        "PATCH,  workers/42@host,        running,   401, 403, 403, 403, 400",
        "GET,    workers/42@host/threads, running,  401, 403, 403, 403, 200",
        "GET,    workers/none/threads,   running,   401, 403, 403, 403, 404",
        "GET,    queues,                 running,   401, 403, 200, 200, 200",
        "GET,    queues/default,         running,   401, 403, 200, 200, 200",
        "GET,    queues?name=default,    running,   401, 403, 200, 200, 200",
        "PATCH,  queues/default,         running,   401, 403, 403, 400, 400",
        "PATCH,  queues?name=default,    running,   401, 403, 403, 400, 400",
        "GET,    statistics,             running,   401, 403, 200, 200, 200",
        "GET,    problems,               running,   401, 403, 200, 200, 200",
        "GET,    resources/a,            running,   401, 403, 200, 200, 200",
        "GET,    resources?name=a,       running,   401, 403, 200, 200, 200",
        "GET,    resources,              running,   401, 403, 400, 400, 400",
        "GET,    audit,                  running,   401, 403, 403, 403, 200",
        "GET,    task-groups,            running,   401, 200, 200, 200, 200",
        "GET,    task-groups/none,       running,   401, 404, 404, 404, 404",
        "PATCH,  task-groups/none,       running,   401, 404, 404, 404, 404",
        "GET,    task-schedules,         running,   401, 403, 200, 200, 200",
        "GET,    task-schedules/none,    running,   401, 403, 404, 404, 404",
        "POST,   task-schedules/none/run, running,  401, 403, 403, 404, 404",
        "DELETE, task-schedules/none,    running,   401, 403, 403, 403, 404",
        "POST,   plugin,                 running,   401, 200, 200, 200, 200",
        "GET,    nothing/here,           running,   401, 404, 404, 404, 404",
        "POST,   status,                 running,   401, 405, 405, 405, 405"
    })
    void each_role_may_do_what_it_may(
            String method, String path, String state, int nobody, int user, int viewer, int operator, int admin) {
        Map<String, Integer> expected =
                Map.of("nobody", nobody, "user", user, "viewer", viewer, "operator", operator, "administrator", admin);
        expected.forEach((caller, status) -> {
            tasks(TaskState.of(state));
            Answer answer = ask(caller, method, path);
            assertThat(answer.status()).as(caller + ": " + answer.body()).isEqualTo(status);
            if (status >= 400) {
                assertProblem(answer, status);
            }
            if (status >= 400 && status != 409) {
                assertThat(dibs.tasks).as(caller).containsKeys(OWN, OTHERS, NOBODYS);
                assertThat(dibs.tasks.values())
                        .as(caller)
                        .allMatch(task -> task.state().text().equals(state));
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "GET, tasks/{id}",
        "PATCH, tasks/{id}",
        "DELETE, tasks/{id}",
        "POST, tasks/{id}/abandon",
        "GET, tasks/{id}/stack",
        "GET, tasks/{id}/events",
        "GET, tasks/{id}/why",
        "POST, tasks/{id}/retry"
    })
    void a_task_of_others_is_answered_like_one_that_is_not_there(String method, String path) {
        for (TaskState state : TaskState.values()) {
            tasks(state);
            Answer others = ask("user", method, path.replace("{id}", OTHERS.toString()));
            Answer missing = ask("user", method, path.replace("{id}", MISSING.toString()));
            assertThat(others.body().replace(OTHERS.toString(), "#"))
                    .isEqualTo(missing.body().replace(MISSING.toString(), "#"));
            assertThat(others.response().getHeaders())
                    .isEqualTo(missing.response().getHeaders());
        }
    }

    @Test
    void a_body_that_is_wrong_does_not_tell_whether_there_is_a_task() {
        tasks(TaskState.RUNNING);
        for (UUID id : new UUID[] {OTHERS, MISSING}) {
            assertProblem(
                    api.as(CALLERS.get("user")).send("PATCH", "tasks/" + id, "application/json", "{\"x\": 1}"), 404);
        }
    }

    @Test
    void whoever_has_not_signed_in_is_told_how_to() {
        Answer answer = api.as(SignedIn.NOBODY).get("tasks");
        assertProblem(answer, 401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Basic realm=\"Dibs\", charset=\"UTF-8\"");
    }

    @Test
    void whoever_has_failed_to_sign_in_too_often_is_told_when_to_try_again() {
        Answer answer = api.refused(new Refusal("There were too many failures.", Optional.of(7L)))
                .get("tasks");
        assertProblem(answer, 429);
        assertThat(answer.header("Retry-After")).isEqualTo("7");
        assertThat(answer.header("WWW-Authenticate")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "user"})
    void the_status_names_no_tasks_to_those_who_may_not_know_of_them(String caller) {
        assertThat(ask(caller, "GET", "status")
                        .json()
                        .getJsonArray("online_workers")
                        .getJsonObject(0))
                .containsEntry("current_tasks", JsonValue.NULL)
                .containsKey("name");
        assertThat(ask("viewer", "GET", "status").body()).contains("tasks/" + Samples.id(1));
    }

    @Test
    void an_own_task_does_not_tell_which_tasks_of_others_it_waits_for() {
        tasks(TaskState.WAITING);
        Answer answer = ask("user", "GET", "tasks/{own}");
        assertThat(answer.json().getJsonObject("waiting_for").getString("message"))
                .isEqualTo("It waits for repository:a, which others have or wait for.");
        assertThat(answer.json().getJsonObject("waiting_for").getJsonArray("resources"))
                .isEmpty();
        assertThat(ask("viewer", "GET", "tasks/{own}").body()).contains("\"holders\":[{");
    }

    private Answer ask(String caller, String method, String path) {
        String type = method.equals("PATCH") || path.equals("plugin") ? "application/json" : null;
        String body = method.equals("PATCH")
                ? "{\"state\": \"canceled\"}"
                : path.equals("plugin") ? "{\"retry_count\": 1}" : null;
        String filled = path.replace("{own}", OWN.toString())
                .replace("{other}", OTHERS.toString())
                .replace("{nobody}", NOBODYS.toString())
                .replace("{missing}", MISSING.toString());
        return api.as(CALLERS.get(caller)).send(method, filled, type, body);
    }
}
