package io.dibs.conformance;

import static io.dibs.conformance.Schedules.body;
import static io.dibs.conformance.Schedules.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code task-schedules}: what is asked and answered. {@link TicksIT} has what they do. */
@ConformanceTest
class SchedulesIT {
    private static final String HOURLY = "'every': 'PT1H'";

    private final Client client = Server.administrator();

    @RegisterExtension
    final Tasks tasks = new Tasks(client);

    private final Schedules schedules = new Schedules(client, tasks);

    @Test
    void a_schedule_is_where_its_location_says_and_has_every_field() throws Exception {
        Answer made = schedules.made(body(Tasks.name(), HOURLY, "")).status(201);
        assertThat(made.header("Location")).endsWith(made.text("href"));
        JsonObject schedule = client.get(made.text("href")).ok().json();
        assertThat(schedule).isEqualTo(made.json());
        assertThat(schedule.keySet())
                .containsExactlyInAnyOrder(
                        "href",
                        "name",
                        "cron",
                        "zone",
                        "every",
                        "at",
                        "overlap",
                        "missed",
                        "paused",
                        "paused_at",
                        "next_at",
                        "last_tick_at",
                        "last_task",
                        "last_run",
                        "ticks",
                        "task",
                        "declared_by",
                        "created_at",
                        "changed_at");
        assertThat(schedule.getString("every")).isEqualTo("PT1H");
        assertThat(schedule.getString("overlap")).isEqualTo("skip");
        assertThat(schedule.getString("missed")).isEqualTo("once");
        assertThat(schedule.getBoolean("paused")).isFalse();
        assertThat(schedule.getJsonObject("ticks").toString())
                .isEqualTo("{\"dispatched\":0,\"skipped\":0,\"missed\":0}");
        assertThat(schedule)
                .containsEntry("cron", JsonValue.NULL)
                .containsEntry("last_task", JsonValue.NULL)
                .containsEntry("last_run", JsonValue.NULL);
    }

    /** Intervals are counted from a moment before it was saved. */
    @Test
    void the_next_tick_of_an_interval_is_at_most_one_interval_away() throws Exception {
        JsonObject schedule = schedules.make(HOURLY);
        Instant created = Instant.parse(schedule.getString("created_at"));
        assertThat(Instant.parse(schedule.getString("next_at"))).isBetween(created, created.plusSeconds(3600));
    }

    @Test
    void the_next_tick_of_a_cron_expression_is_by_the_time_of_its_zone() throws Exception {
        JsonObject schedule = schedules.make("'cron': '30 3 * * *', 'zone': 'Asia/Kathmandu'");
        ZonedDateTime next = Instant.parse(schedule.getString("next_at")).atZone(ZoneId.of("Asia/Kathmandu"));
        assertThat(next.getHour()).isEqualTo(3);
        assertThat(next.getMinute()).isEqualTo(30);
        assertThat(schedules.make("'cron': '30 3 * * *'").getString("zone")).isEqualTo("UTC");
    }

    @Test
    void what_is_said_of_its_task_is_shown_but_for_the_arguments() throws Exception {
        JsonObject task = schedules
                .make(
                        HOURLY,
                        json(", 'exclusive_resources': ['a'], 'shared_resources': ['a', 'b'], 'queue': 'q',"
                                + " 'priority': -7, 'description': 'd', 'task_group': 'g', 'timeout': 'PT2H',"
                                + " 'retry': {'max_attempts': 3, 'delay': 'PT1S', 'max_delay': 'PT8S'}"))
                .getJsonObject("task");
        assertThat(task.getString("name")).isEqualTo(Schedules.METHOD);
        assertThat(task.getJsonArray("reserved_resources").toString()).isEqualTo("[\"a\",\"shared:b\"]");
        assertThat(task.getString("queue")).isEqualTo("q");
        assertThat(task.getInt("priority")).isEqualTo(-7);
        assertThat(task.getString("description")).isEqualTo("d");
        assertThat(task.getString("task_group")).isEqualTo("g");
        assertThat(task.getString("timeout")).isEqualTo("PT2H");
        assertThat(task.getJsonObject("retry").getInt("max_attempts")).isEqualTo(3);
        assertThat(task.getJsonObject("retry").getString("max_delay")).isEqualTo("PT8S");
        assertThat(task).doesNotContainKey("arguments");
    }

    @Test
    void the_same_again_is_there_already_and_another_of_that_name_is_a_conflict() throws Exception {
        String name = Tasks.name();
        JsonObject schedule = schedules.made(body(name, HOURLY, "")).status(201).json();
        assertThat(schedules.made(body(name, HOURLY, "")).status(200).json()).isEqualTo(schedule);
        schedules.made(body(name, "'every': 'PT2H'", "")).problem(409);
        schedules.made(body(name, HOURLY, json(", 'priority': 1"))).problem(409);
        assertThat(client.get(schedule.getString("href")).ok().json()).isEqualTo(schedule);
    }

    @Test
    void schedules_come_in_pages_in_the_order_of_their_names() throws Exception {
        List<String> made = List.of(
                schedules.make(HOURLY).getString("href"), schedules.make(HOURLY).getString("href"));
        JsonObject page = client.get("task-schedules?limit=1").ok().json();
        assertThat(page.getInt("count")).isGreaterThanOrEqualTo(2);
        assertThat(page.getJsonArray("results")).hasSize(1);
        assertThat(page.get("previous")).isEqualTo(JsonValue.NULL);
        JsonObject next = client.get(page.getString("next")).ok().json();
        assertThat(client.get(next.getString("previous")).ok().json().get("results"))
                .isEqualTo(page.get("results"));
        List<String> all = List.copyOf(client.all("task-schedules?limit=1").keySet());
        assertThat(all).containsAll(made).isSorted();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "null",
            value = {
                "{'every': 'PT1H', 'task': {T}}|name",
                "{'name': 'a/b', 'every': 'PT1H', 'task': {T}}|name",
                "{'name': '', 'every': 'PT1H', 'task': {T}}|name",
                "{'name': 7, 'every': 'PT1H', 'task': {T}}|name",
                "{'name': 'N', 'task': {T}}|cron",
                "{'name': 'N', 'cron': '* * * * *', 'every': 'PT1H', 'task': {T}}|cron",
                "{'name': 'N', 'every': 'PT1H', 'at': '2099-01-01T00:00:00Z', 'task': {T}}|every",
                "{'name': 'N', 'cron': '61 * * * *', 'task': {T}}|cron",
                "{'name': 'N', 'cron': '* * * *', 'task': {T}}|cron",
                "{'name': 'N', 'cron': '0 0 30 2 *', 'task': {T}}|cron",
                "{'name': 'N', 'cron': '* * * * *', 'zone': 'Mars/Base', 'task': {T}}|zone",
                "{'name': 'N', 'every': 'PT1H', 'zone': 'UTC', 'task': {T}}|zone",
                "{'name': 'N', 'every': 'PT0.9S', 'task': {T}}|every",
                "{'name': 'N', 'every': 'P3651D', 'task': {T}}|every",
                "{'name': 'N', 'every': 'hourly', 'task': {T}}|every",
                "{'name': 'N', 'every': 60, 'task': {T}}|every",
                "{'name': 'N', 'at': 'tomorrow', 'task': {T}}|at",
                "{'name': 'N', 'at': '2020-01-01T00:00:00Z', 'missed': 'skip', 'task': {T}}|at",
                "{'name': 'N', 'every': 'PT1H', 'overlap': 'allow', 'task': {T}}|overlap",
                "{'name': 'N', 'every': 'PT1H', 'missed': 'all', 'task': {T}}|missed",
                "{'name': 'N', 'every': 'PT1H', 'paused': true, 'task': {T}}|paused",
                "{'name': 'N', 'each': 'PT1H', 'task': {T}}|each",
                "{'name': 'N', 'every': 'PT1H'}|task",
                "{'name': 'N', 'every': 'PT1H', 'task': {}}|task.name",
                "{'name': 'N', 'every': 'PT1H', 'task': {'name': 'java.lang.System#exit', 'arguments': [0]}}|task",
                "{'name': 'N', 'every': 'PT1H', 'task': {'name': 'no.such.Class#method'}}|task",
                "{'name': 'N', 'every': 'PT1H', 'task': {'name': 'METHOD', 'arguments': 1}}|task.arguments",
                "{'name': 'N', 'every': 'PT1H', 'task': {T, 'exclusive_resources': [null]}}|task.exclusive_resources",
                "{'name': 'N', 'every': 'PT1H', 'task': {T, 'shared_resources': ['']}}|task.shared_resources",
                "{'name': 'N', 'every': 'PT1H', 'task': {T, 'priority': 101}}|task.priority",
                "{'name': 'N', 'every': 'PT1H', 'task': {T, 'queue': ''}}|task.queue",
                "{'name': 'N', 'every': 'PT1H', 'task': {T, 'timeout': '2h'}}|task.timeout",
                "{'name': 'N', 'every': 'PT1H', 'task': {T, 'retry': {}}}|task.retry.max_attempts",
                "{'name': 'N', 'every': 'PT1H', 'task': {T, 'retry': {'max_attempts': 0}}}|task.retry",
                "{'name': 'N', 'every': 'PT1H', 'task': {T, 'colour': 'red'}}|task.colour",
                "[]|null",
                "{'name': |null",
            })
    void what_is_wrong_with_a_new_one_is_named_and_it_is_not_made(String template, String field) throws Exception {
        String name = Tasks.name();
        String body = json(template)
                .replace("\"N\"", '"' + name + '"')
                .replace("{T", json("{'name': 'METHOD', 'arguments': [-1]"))
                .replace("METHOD", Schedules.METHOD);
        schedules.made(body).problem(400, field);
        client.get("task-schedules/" + name).problem(404);
    }

    /** The sentence has the name of the method, as the request has. */
    @ParameterizedTest
    @ValueSource(strings = {"[]", "[1, 2]", "['x']", "[null]", "[1.5]"})
    void arguments_that_do_not_fit_the_method_are_refused(String arguments) throws Exception {
        String name = Tasks.name();
        String task = "'task': {'name': '" + Schedules.METHOD + "', 'arguments': " + arguments + "}";
        Answer answer = schedules
                .made(json("{'name': '" + name + "', " + HOURLY + ", " + task + "}"))
                .status(400);
        assertThat(answer.text("field")).isEqualTo("task");
        assertThat(answer.text("detail")).contains(Schedules.METHOD);
        client.get("task-schedules/" + name).problem(404);
    }

    @Test
    void a_body_is_needed_and_has_to_be_json() throws Exception {
        String href = schedules.make(HOURLY).getString("href");
        Map<String, String> json = Map.of("Content-Type", "application/json");
        for (String[] request : new String[][] {{"POST", "task-schedules"}, {"PATCH", href}}) {
            client.send(request[0], request[1], json).problem(400);
            client.send(request[0], request[1], Map.of("Content-Type", "text/plain"), BodyPublishers.ofString("{}"))
                    .problem(415);
            client.json(request[0], request[1], "{" + " ".repeat(1 << 20) + "}").problem(413);
        }
    }

    @Test
    void only_what_is_given_is_changed() throws Exception {
        JsonObject before = schedules.make("'cron': '0 3 * * *', 'zone': 'Asia/Tokyo'", json(", 'priority': 5"));
        JsonObject policy = change(before, "{'overlap': 'queue', 'missed': null}");
        assertThat(policy.getString("overlap")).isEqualTo("queue");
        assertThat(policy.get("next_at")).isEqualTo(before.get("next_at"));
        JsonObject moved = change(before, "{'zone': 'UTC'}");
        assertThat(moved.getString("cron")).isEqualTo("0 3 * * *");
        assertThat(moved.getString("zone")).isEqualTo("UTC");
        JsonObject hourly = change(before, "{'every': 'PT1H'}");
        assertThat(hourly).containsEntry("cron", JsonValue.NULL).containsEntry("zone", JsonValue.NULL);
        assertThat(hourly.getString("overlap")).isEqualTo("queue");
        assertThat(hourly.getJsonObject("task").getInt("priority")).isEqualTo(5);
        JsonObject other = change(before, "{'task': " + Schedules.task("") + "}");
        assertThat(other.getJsonObject("task").getInt("priority")).isZero();
        assertThat(other.getString("every")).isEqualTo("PT1H");
        assertThat(client.get(before.getString("href")).ok().json()).isEqualTo(other);
    }

    private JsonObject change(JsonObject schedule, String body) throws Exception {
        return client.patch(schedule.getString("href"), json(body)).ok().json();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "null",
            value = {
                "{'name': 'b'}|name",
                "{'cron': 'x'}|cron",
                "{'cron': '* * * * *', 'every': 'PT1H'}|cron",
                "{'every': 'PT0S'}|every",
                "{'zone': 'UTC'}|zone",
                "{'paused': 'yes'}|paused",
                "{'overlap': 'allow'}|overlap",
                "{'task': {'name': 'no.such.Class#method'}}|task",
                "{'state': 'canceled'}|state",
                "[]|null",
            })
    void what_is_wrong_with_a_change_is_named_and_it_is_not_made(String body, String field) throws Exception {
        JsonObject schedule = schedules.make(HOURLY);
        client.patch(schedule.getString("href"), json(body)).problem(400, field);
        assertThat(client.get(schedule.getString("href")).ok().json()).isEqualTo(schedule);
    }

    @Test
    void a_paused_schedule_has_no_next_tick_until_it_is_resumed() throws Exception {
        JsonObject schedule = schedules.make(HOURLY);
        JsonObject paused = change(schedule, "{'paused': true}");
        assertThat(paused.getBoolean("paused")).isTrue();
        assertThat(paused.getString("paused_at")).endsWith("Z");
        assertThat(paused.get("next_at")).isEqualTo(JsonValue.NULL);
        assertThat(change(schedule, "{'paused': true}")).isEqualTo(paused);
        JsonObject changed = change(schedule, "{'overlap': 'queue'}");
        assertThat(changed.get("paused_at")).isEqualTo(paused.get("paused_at"));
        JsonObject resumed = change(schedule, "{'paused': false}");
        assertThat(resumed.getBoolean("paused")).isFalse();
        assertThat(resumed.get("paused_at")).isEqualTo(JsonValue.NULL);
        assertThat(resumed.getString("next_at")).isEqualTo(schedule.getString("next_at"));
    }

    @Test
    void a_run_is_a_task_besides_the_ticks() throws Exception {
        JsonObject schedule = schedules.make(HOURLY);
        change(schedule, "{'paused': true}");
        String run = schedules.run(schedule);
        JsonObject task = tasks.await(run, "completed");
        assertThat(task.getString("schedule")).isEqualTo(schedule.getString("name"));
        assertThat(task.get("tick")).isEqualTo(JsonValue.NULL);
        assertThat(task.getString("name")).isEqualTo(Schedules.METHOD);
        JsonObject after = client.get(schedule.getString("href")).ok().json();
        assertThat(after.getString("last_run")).isEqualTo(run);
        assertThat(after.get("last_task")).isEqualTo(JsonValue.NULL);
        assertThat(after.get("ticks")).isEqualTo(schedule.get("ticks"));
        assertThat(schedules.run(schedule)).isNotEqualTo(run);
    }

    @Test
    void a_run_that_is_repeated_with_its_key_is_the_same_task() throws Exception {
        String run = schedules.make(HOURLY).getString("href") + "/run";
        Map<String, String> key = Map.of("Idempotency-Key", "k".repeat(200));
        String task = client.send("POST", run, key).task();
        assertThat(client.send("POST", run, key).task()).isEqualTo(task);
        assertThat(client.send("POST", run, Map.of("Idempotency-Key", "another"))
                        .task())
                .isNotEqualTo(task);
        client.send("POST", run, Map.of("Idempotency-Key", "k".repeat(201))).problem(400, "Idempotency-Key");
    }

    @Test
    void a_schedule_that_is_deleted_is_gone_and_its_tasks_stay() throws Exception {
        JsonObject schedule = schedules.make(HOURLY);
        String href = schedule.getString("href");
        String task = schedules.run(schedule);
        assertThat(client.delete(href).status(204).body()).isEmpty();
        tasks.await(task, "completed");
        client.delete(href).problem(404);
        client.get(href).problem(404);
        client.patch(href, json("{'paused': true}")).problem(404);
        client.post(href + "/run").problem(404);
        assertThat(client.all("task-schedules")).doesNotContainKey(href);
    }

    @Test
    void a_schedule_that_was_deleted_can_be_made_again() throws Exception {
        JsonObject schedule = schedules.make(HOURLY);
        client.delete(schedule.getString("href")).status(204);
        JsonObject again = schedules
                .made(body(schedule.getString("name"), HOURLY, ""))
                .status(201)
                .json();
        assertThat(again.getString("created_at")).isGreaterThan(schedule.getString("created_at"));
        assertThat(again.get("last_run")).isEqualTo(JsonValue.NULL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH"})
    void the_list_of_all_is_not_changed_as_a_whole(String method) throws Exception {
        assertThat(client.send(method, "task-schedules", Map.of()).problem(405).header("Allow"))
                .contains("GET", "POST");
    }
}
