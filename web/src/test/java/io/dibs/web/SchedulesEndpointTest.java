package io.dibs.web;

import static io.dibs.web.ProblemsTest.assertProblem;
import static io.dibs.web.security.Role.ADMINISTRATOR;
import static io.dibs.web.security.Role.OPERATOR;
import static io.dibs.web.security.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.dibs.Schedule;
import io.dibs.web.Api.Answer;

class SchedulesEndpointTest {
    private static final String NIGHTLY = "task-schedules/nightly";

    private final FakeDibs dibs = new FakeDibs();
    private final Api api = new Api(dibs);

    private Answer send(String method, String path, String body) {
        return api.send(method, path, "application/json", body == null ? null : body.replace('\'', '"'));
    }

    private Answer create(String more) {
        return send(
                "POST", "task-schedules", "{'name': 'nightly', 'task': {'name': 'com.acme.Tasks#run'}" + more + "}");
    }

    private Schedule nightly() {
        return dibs.schedules.schedules.get("nightly");
    }

    @Test
    void a_new_schedule_is_answered_with_where_it_is() {
        Answer answer = send("POST", "task-schedules", """
                {'name': 'nightly', 'cron': '0 3 * * *', 'zone': 'Europe/Berlin', 'overlap': 'queue', 'missed': 'skip',
                 'task': {'name': 'com.acme.Tasks#run', 'arguments': ['a', 1, null, {'b': [true]}],
                          'exclusive_resources': ['x'], 'shared_resources': ['y', 'z'], 'queue': 'sync', 'priority': 5,
                          'description': 'd', 'task_group': 'g', 'timeout': 'PT2H',
                          'retry': {'max_attempts': 3, 'delay': 'PT1S'}}}
                """);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).endsWith("/dibs/api/v1/task-schedules/nightly");
        JsonObject schedule = answer.json();
        assertThat(schedule.getString("href")).isEqualTo("/dibs/api/v1/task-schedules/nightly");
        assertThat(schedule.getString("cron")).isEqualTo("0 3 * * *");
        assertThat(schedule.getString("zone")).isEqualTo("Europe/Berlin");
        assertThat(schedule.getString("overlap")).isEqualTo("queue");
        assertThat(schedule.getString("missed")).isEqualTo("skip");
        assertThat(schedule).containsEntry("every", JsonValue.NULL).containsEntry("at", JsonValue.NULL);
        assertThat(dibs.schedules.said)
                .containsExactly(
                        "task com.acme.Tasks#run [\"a\", 1, null, {\"b\":[true]}]",
                        "exclusive [x]",
                        "shared [y, z]",
                        "queue sync",
                        "priority 5",
                        "description d",
                        "group g",
                        "timeout PT2H",
                        "retry RetryPolicy[maxAttempts=3, delay=PT1S, maxDelay=PT1S, exceptions=[]]");
    }

    @Test
    void the_same_again_is_the_same_and_another_one_of_that_name_is_a_conflict() {
        assertThat(create(", 'every': 'PT5M'").status()).isEqualTo(201);
        assertThat(create(", 'every': 'PT5M'").status()).isEqualTo(200);
        assertProblem(create(", 'every': 'PT6M'"), 409);
        assertThat(nightly().timing()).isEqualTo(io.dibs.Timing.every(java.time.Duration.ofMinutes(5)));
    }

    @Test
    void a_schedule_shows_what_it_did_and_does_next() {
        dibs.schedules.schedules.put("nightly", FakeSchedules.nightly("nightly"));
        JsonObject schedule = api.get(NIGHTLY).json();
        assertThat(schedule.getBoolean("paused")).isFalse();
        assertThat(schedule.getString("next_at")).isEqualTo("2026-11-24T03:11:05.120000Z");
        assertThat(schedule.getString("last_tick_at")).isEqualTo("2026-11-24T03:10:05.120000Z");
        assertThat(schedule.getString("last_task")).isEqualTo("/dibs/api/v1/tasks/" + Samples.id(7));
        assertThat(schedule.getJsonObject("ticks").toString())
                .isEqualTo("{\"dispatched\":3,\"skipped\":2,\"missed\":1}");
        assertThat(schedule.getJsonObject("task").getString("owner")).isEqualTo("ann");
    }

    @Test
    void pages_lead_from_one_to_the_next() {
        for (String name : List.of("a", "b", "c")) {
            dibs.schedules.schedules.put(name, FakeSchedules.nightly(name));
        }
        JsonObject first = api.get("task-schedules?limit=2").json();
        assertThat(first.getInt("count")).isEqualTo(3);
        assertThat(first.getJsonArray("results")).hasSize(2);
        JsonObject second = api.get(first.getString("next")).json();
        assertThat(second.getJsonArray("results").getJsonObject(0).getString("name"))
                .isEqualTo("c");
        assertThat(second).containsEntry("next", JsonValue.NULL);
        assertThat(api.get(second.getString("previous")).json().getJsonArray("results"))
                .isEqualTo(first.getJsonArray("results"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'cron': '1 * * * *', 'task': {'name': 'com.acme.Tasks#run'}}                           | name",
                "{'name': 'a/b', 'cron': '1 * * * *', 'task': {'name': 'com.acme.Tasks#run'}}            | name",
                "{'name': 'a', 'cron': '1 * * * *'}                                                      | task",
                "{'name': 'a', 'cron': '1 * * * *', 'task': {}}                                          | task.name",
                "{'name': 'a', 'cron': '1 * * * *', 'task': {'name': 'java.lang.System#exit'}}           | task",
                "{'name': 'a', 'cron': '1 * * * *', 'task': {'name': 7}}                                 | task.name",
                "{'name': 'a', 'cron': '1 * * * *', 'task': {'name': 'com.acme.A#b', 'queue': 'no queue'}} | task.queue",
                "{'name': 'a', 'cron': '1 * * * *', 'task': {'name': 'com.acme.A#b', 'timeout': '2h'}}   | task.timeout",
                "{'name': 'a', 'cron': '1 * * * *', 'task': {'name': 'com.acme.A#b', 'retry': {}}}       | task.retry.max_attempts",
                "{'name': 'a', 'cron': '1 * * * *', 'task': {'name': 'com.acme.A#b', 'retry': {'max_attempts': 0}}} | task.retry",
                "{'name': 'a', 'cron': '1 * * * *', 'task': {'name': 'com.acme.A#b', 'exclusive_resources': [null]}} | task.exclusive_resources",
                "{'name': 'a', 'cron': '1 * * * *', 'task': {'name': 'com.acme.A#b', 'exclusive_resources': 'x'}} | task.exclusive_resources",
                "{'name': 'a', 'cron': '1 * * * *', 'task': {'name': 'com.acme.A#b', 'color': 1}}        | task.color",
                "{'name': 'a', 'task': {'name': 'com.acme.A#b'}}                                         | cron",
                "{'name': 'a', 'cron': 'x', 'task': {'name': 'com.acme.A#b'}}                            | cron",
                "{'name': 'a', 'cron': '* * * * *', 'every': 'PT1H', 'task': {'name': 'com.acme.A#b'}}   | cron",
                "{'name': 'a', 'cron': '* * * * *', 'zone': 'Mars/Base', 'task': {'name': 'com.acme.A#b'}} | zone",
                "{'name': 'a', 'every': 'PT1H', 'zone': 'UTC', 'task': {'name': 'com.acme.A#b'}}         | zone",
                "{'name': 'a', 'every': 'PT0.5S', 'task': {'name': 'com.acme.A#b'}}                      | every",
                "{'name': 'a', 'every': 'hourly', 'task': {'name': 'com.acme.A#b'}}                      | every",
                "{'name': 'a', 'at': 'tomorrow', 'task': {'name': 'com.acme.A#b'}}                       | at",
                "{'name': 'a', 'at': '+900000000-01-01T00:00:00Z', 'task': {'name': 'com.acme.A#b'}}     | at",
                "{'name': 'a', 'every': 'PT1H', 'overlap': 'allow', 'task': {'name': 'com.acme.A#b'}}    | overlap",
                "{'name': 'a', 'every': 'PT1H', 'missed': 'all', 'task': {'name': 'com.acme.A#b'}}       | missed",
                "{'name': 'a', 'every': 'PT1H', 'paused': true, 'task': {'name': 'com.acme.A#b'}}        | paused",
                "{'name': 'a', 'each': 'PT1H', 'task': {'name': 'com.acme.A#b'}}                         | each"
            })
    void what_is_wrong_with_a_new_schedule_is_named(String body, String field) {
        Answer answer = send("POST", "task-schedules", body);
        assertProblem(answer, 400);
        assertThat(answer.json().getString("field")).isEqualTo(field);
        assertThat(dibs.schedules.schedules).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'name': 'b'} | name",
                "{'cron': 'x'} | cron",
                "{'every': 'PT1H', 'at': '2026-12-24T18:00:00Z'} | every",
                "{'paused': 'yes'} | paused",
                "{'zone': ''} | zone",
                "{'task': {'name': 'none'}} | task",
                "{'state': 'canceled'} | state"
            })
    void what_is_wrong_with_a_change_is_named(String body, String field) {
        dibs.schedules.schedules.put("nightly", FakeSchedules.nightly("nightly"));
        Answer answer = send("PATCH", NIGHTLY, body);
        assertProblem(answer, 400);
        assertThat(answer.json().getString("field")).isEqualTo(field);
        assertThat(nightly()).isEqualTo(FakeSchedules.nightly("nightly"));
    }

    @Test
    void only_what_is_said_is_changed() {
        dibs.schedules.schedules.put("nightly", FakeSchedules.nightly("nightly"));
        JsonObject paused = send("PATCH", NIGHTLY, "{'paused': true}").json();
        assertThat(paused.getBoolean("paused")).isTrue();
        assertThat(paused).containsEntry("next_at", JsonValue.NULL);
        assertThat(paused.getString("cron")).isEqualTo("0 3 * * *");
        JsonObject moved = send("PATCH", NIGHTLY, "{'zone': 'UTC'}").json();
        assertThat(moved.getString("cron")).isEqualTo("0 3 * * *");
        assertThat(moved.getString("zone")).isEqualTo("UTC");
        assertThat(send("PATCH", NIGHTLY, "{'cron': '5 3 * * *'}").json().getString("zone"))
                .isEqualTo("UTC");
        JsonObject every =
                send("PATCH", NIGHTLY, "{'every': 'PT1H', 'overlap': 'queue'}").json();
        assertThat(every.getString("every")).isEqualTo("PT1H");
        assertThat(every.getString("overlap")).isEqualTo("queue");
        assertThat(every).containsEntry("cron", JsonValue.NULL);
        assertThat(every.getBoolean("paused")).isTrue();
    }

    @Test
    void a_run_is_answered_with_its_task_and_with_the_same_for_the_same_key() {
        dibs.schedules.schedules.put("nightly", FakeSchedules.nightly("nightly"));
        Answer answer = api.send("POST", NIGHTLY + "/run", null, null);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().getString("task")).isEqualTo("/dibs/api/v1/tasks/" + Samples.id(1));
        assertThat(answer.header("Location")).endsWith("/dibs/api/v1/tasks/" + Samples.id(1));
        assertProblem(api.send("POST", "task-schedules/none/run", null, null), 404);
    }

    @Test
    void a_schedule_that_is_not_there_is_not_found() {
        assertProblem(api.get("task-schedules/none"), 404);
        assertProblem(send("PATCH", "task-schedules/none", "{'paused': true}"), 404);
        assertProblem(api.send("DELETE", "task-schedules/none", null, null), 404);
        assertProblem(send("PATCH", NIGHTLY, null), 400);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    task-schedules,             , 401, 403, 200, 200, 200",
        "GET,    task-schedules/nightly,     , 401, 403, 200, 200, 200",
        "GET,    task-schedules/none,        , 401, 403, 404, 404, 404",
        "POST,   task-schedules/nightly/run, , 401, 403, 403, 202, 202",
        "PATCH,  task-schedules/nightly, {\"paused\":true}, 401, 403, 403, 200, 200",
        "PATCH,  task-schedules/nightly, {\"every\":\"PT1H\"}, 401, 403, 403, 403, 200",
        "POST,   task-schedules, {}, 401, 403, 403, 403, 400",
        "DELETE, task-schedules/nightly,     , 401, 403, 403, 403, 204"
    })
    void each_role_may_do_what_it_may(
            String method, String path, String body, int nobody, int user, int viewer, int operator, int admin) {
        dibs.schedules.schedules.put("nightly", FakeSchedules.nightly("nightly"));
        String type = body == null ? null : "application/json";
        assertThat(List.of(
                        SignedIn.NOBODY,
                        SignedIn.as("ann"),
                        SignedIn.as("ann", VIEWER),
                        SignedIn.as("ann", OPERATOR),
                        SignedIn.as("ann", ADMINISTRATOR)))
                .extracting(
                        caller -> api.as(caller).send(method, path, type, body).status())
                .containsExactly(nobody, user, viewer, operator, admin);
    }
}
