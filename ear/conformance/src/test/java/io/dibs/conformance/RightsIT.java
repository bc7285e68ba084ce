package io.dibs.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what. */
@ConformanceTest
class RightsIT {
    private static final String PAUSED = "{\"paused\": true}";

    private final Client administrator = Server.administrator();

    @RegisterExtension
    final Tasks tasks = new Tasks(administrator);

    private final Schedules schedules = new Schedules(administrator, tasks);

    @ParameterizedTest
    @CsvSource({
        "GET, tasks",
        "GET, tasks/not-an-id",
        "PATCH, tasks/not-an-id",
        "DELETE, tasks/not-an-id",
        "POST, tasks/not-an-id/abandon",
        "GET, tasks/not-an-id/stack",
        "GET, tasks/not-an-id/why",
        "POST, tasks/not-an-id/retry",
        "GET, tasks/not-an-id/events",
        "POST, tasks/purge",
        "GET, task-groups",
        "GET, events",
        "GET, task-schedules",
        "POST, task-schedules",
        "GET, task-schedules/x",
        "PATCH, task-schedules/x",
        "DELETE, task-schedules/x",
        "POST, task-schedules/x/run",
        "GET, workers",
        "GET, resources/x",
        "GET, audit",
        "GET, file/repositories",
        "POST, file/repositories",
        "GET, nothing"
    })
    void nobody_gets_anything(String method, String path) throws Exception {
        boolean json = method.equals("POST") || method.equals("PATCH");
        Answer answer = json
                ? Server.nobody().json(method, path, "{}")
                : Server.nobody().send(method, path, Map.of());
        assertThat(answer.problem(401).header("WWW-Authenticate")).isNotEmpty();
    }

    @Test
    void nobody_gets_the_status_without_tasks() throws Exception {
        tasks.running();
        JsonObject status = Server.nobody().get("status").ok().json();
        for (JsonObject worker : status.getJsonArray("online_workers").getValuesAs(JsonObject.class)) {
            assertThat(worker.get("current_tasks")).isEqualTo(JsonValue.NULL);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic !!!", "Basic bm9ib2R5Ondyb25n", "Bearer a.b.c", "Nonsense x"})
    void credentials_that_are_none_are_refused(String authorization) throws Exception {
        Server.nobody().get("tasks", "Authorization", authorization).problem(401);
    }

    @Test
    void a_task_belongs_to_who_dispatched_it() throws Exception {
        Client plain = Server.user("plain");
        Tasks own = tasks.of(plain);
        String running = own.running();
        assertThat(plain.get(running).ok().text("owner"))
                .isEqualTo(administrator.get(running).ok().text("owner"))
                .isNotEqualTo(administrator.get(tasks.completed()).ok().text("owner"));
        plain.patch(running, Tasks.CANCELED).ok();
        own.await(running, "canceled");
        plain.delete(running).status(204);
    }

    @Test
    void the_task_of_somebody_else_is_as_if_it_were_not_there() throws Exception {
        Client plain = Server.user("plain");
        String task = tasks.running();
        String nobody = "tasks/" + UUID.randomUUID();
        for (String what : new String[] {"", "/stack", "/events"}) {
            assertThat(like(plain.get(task + what).problem(404), task))
                    .isEqualTo(like(plain.get(nobody + what).problem(404), nobody));
        }
        plain.patch(task, Tasks.CANCELED).problem(404);
        plain.delete(task).problem(404);
        assertThat(administrator.get(task).ok().text("state")).isEqualTo("running");
    }

    @Test
    void a_list_has_only_what_one_may_see() throws Exception {
        Client plain = Server.user("plain");
        String mine = tasks.of(plain).running();
        String others = tasks.running();
        Map<String, JsonObject> seen = plain.all("tasks?fields=href,owner");
        assertThat(seen).containsKey(mine).doesNotContainKey(others);
        assertThat(seen.values())
                .extracting(task -> task.getString("owner"))
                .containsOnly(seen.get(mine).getString("owner"));
        assertThat(plain.get("tasks?limit=1").ok().json().getInt("count")).isEqualTo(seen.size());
        String owner = administrator.get(others).ok().text("owner");
        assertThat(plain.all("tasks?owner=" + URLEncoder.encode(owner, StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(Server.user("viewer").all("tasks?fields=href&state=running")).containsKeys(mine, others);
    }

    @Test
    void without_a_role_one_hears_of_own_tasks_only() throws Exception {
        Client plain = Server.user("plain");
        try (EventStream own = EventStream.open(plain, "events");
                EventStream all = EventStream.open(Server.user("viewer"), "events")) {
            own.awaitStart();
            all.awaitStart();
            String others = tasks.completed();
            String mine = tasks.of(plain).completed();
            String owner = plain.get(mine).ok().text("owner");
            assertThat(own.until(mine, "completed")).isNotEmpty().allSatisfy(event -> assertThat(
                            event.data().getString("owner"))
                    .isEqualTo(owner));
            assertThat(all.until(mine, "completed"))
                    .extracting(event -> event.data().getString("task"))
                    .contains(others, mine);
        }
    }

    @Test
    void without_a_role_schedules_are_not_for_one() throws Exception {
        Client plain = Server.user("plain");
        String schedule = schedules.make("'every': 'P1D'").getString("href");
        plain.get("task-schedules").problem(403);
        plain.get(schedule).problem(403);
        plain.patch(schedule, PAUSED).problem(403);
        plain.post(schedule + "/run").problem(403);
        plain.delete(schedule).problem(403);
        plain.post("task-schedules", Schedules.body(Tasks.name(), "'every': 'P1D'", ""))
                .problem(403);
    }

    @Test
    void a_viewer_sees_schedules_and_an_operator_pauses_and_runs_them() throws Exception {
        String schedule = schedules.make("'every': 'P1D'").getString("href");
        Client viewer = Server.user("viewer");
        Client operator = Server.user("operator");
        viewer.get(schedule).ok();
        viewer.get("task-schedules").ok();
        viewer.patch(schedule, PAUSED).problem(403);
        viewer.post(schedule + "/run").problem(403);
        tasks.dispatched(operator.post(schedule + "/run").task());
        operator.patch(schedule, PAUSED).ok();
        for (Client neither : new Client[] {viewer, operator}) {
            neither.patch(schedule, "{\"paused\": false, \"overlap\": \"queue\"}")
                    .problem(403);
            neither.delete(schedule).problem(403);
            neither.post("task-schedules", Schedules.body(Tasks.name(), "'every': 'P1D'", ""))
                    .problem(403);
        }
        assertThat(administrator.get(schedule).ok().json().getBoolean("paused")).isTrue();
    }

    /** A body without the id that was asked for. */
    private static String like(Answer answer, String task) {
        return answer.body().replace(task.substring(task.lastIndexOf('/') + 1), "…");
    }

    @ParameterizedTest
    @ValueSource(strings = {"workers", "resources/x", "audit"})
    void without_a_role_nothing_is_seen_of_the_whole(String path) throws Exception {
        Server.user("plain").get(path).problem(403);
    }

    @Test
    void a_viewer_sees_all_and_changes_nothing_of_others() throws Exception {
        Client viewer = Server.user("viewer");
        String task = tasks.running();
        viewer.get(task).ok();
        viewer.get("workers").ok();
        viewer.get("resources/x").ok();
        viewer.patch(task, Tasks.CANCELED).problem(403);
        viewer.delete(task).problem(403);
        viewer.post(task + "/abandon").problem(403);
        viewer.get(task + "/stack").problem(403);
        viewer.get("audit").problem(403);
        assertThat(administrator.get(task).ok().text("state")).isEqualTo("running");
    }

    @Test
    void an_operator_cancels_and_deletes_what_others_dispatched() throws Exception {
        Client operator = Server.user("operator");
        String task = tasks.running();
        operator.post(task + "/abandon").problem(403);
        operator.get("audit").problem(403);
        operator.patch(task, Tasks.CANCELED).ok();
        tasks.await(task, "canceled");
        operator.delete(task).status(204);
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Origin, https://evil.example",
        "Origin, null"
    })
    void what_another_site_sends_changes_nothing(String header, String value) throws Exception {
        String task = tasks.running();
        administrator
                .send(
                        "PATCH",
                        task,
                        Map.of("Content-Type", "application/json", header, value),
                        BodyPublishers.ofString(Tasks.CANCELED))
                .problem(403);
        assertThat(administrator.get(task).ok().text("state")).isEqualTo("running");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "tasks", "nothing"})
    void every_answer_tells_browsers_to_be_careful(String path) throws Exception {
        Answer answer = administrator.get(path);
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isNotEmpty();
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    }
}
