package io.dibs.conformance;

import static io.dibs.conformance.Schedules.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import jakarta.json.JsonObject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code GET tasks} by each filter, over tasks that were made once, one after the other, each by its name: {@code completed},
 * {@code moved} (of another method, exclusively of the remote that others share), {@code failed}, {@code canceled}, {@code
 * scheduled} (of a schedule, a queue and a group), {@code running}, {@code waiting} (for the repository of the one before). What
 * else is listed is of others.
 */
@ConformanceTest
class TaskFilterIT {
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)(?:\\.(\\w+))?}");

    private static Client client;
    private static Tasks tasks;
    private static final Map<String, JsonObject> CAST = new LinkedHashMap<>();
    private static final Map<String, String> VALUES = new HashMap<>();

    @BeforeAll
    static void make() throws Exception {
        client = Server.administrator();
        tasks = new Tasks(client);
        Schedules schedules = new Schedules(client, tasks);
        String first = tasks.repository();
        String remote = tasks.remote("empty");
        play("completed", tasks.sync(first, remote));
        String url = client.get("file/remotes/" + remote).ok().text("url");
        play(
                "moved",
                client.patch("file/remotes/" + remote, json("{'url': '" + url + "'}"))
                        .task());
        play("failed", tasks.sync(tasks.repository(), tasks.remote("missing")));
        play("canceled", tasks.canceled());
        JsonObject schedule = schedules.make(
                "'every': 'P1D'", json(", 'queue': '" + Tasks.name() + "', 'task_group': '" + Tasks.name() + "'"));
        play("scheduled", schedules.run(schedule));
        String busy = tasks.repository();
        play("running", tasks.running(busy));
        String waiting = tasks.sync(busy, remote);
        CAST.put("waiting", client.get(waiting).ok().json());

        VALUES.put("first", Tasks.resource(CAST.get("completed")));
        VALUES.put("busy", Tasks.resource(CAST.get("running")));
        VALUES.put("remote", Tasks.resource(CAST.get("moved"), "file:remote:"));
    }

    private static void play(String role, String task) {
        CAST.put(role, tasks.await(task, role.equals("running") ? role : state(role)));
    }

    private static String state(String role) {
        return Set.of("failed", "canceled").contains(role) ? role : "completed";
    }

    @AfterAll
    static void end() throws Exception {
        if (tasks != null) {
            tasks.end();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "state=completed                                          | completed moved scheduled",
                "state=failed                                             | failed",
                "state=canceled                                           | canceled",
                "state=running                                            | running",
                "state=waiting                                            | waiting",
                "state=canceling                                          | -",
                "state=running&state=waiting                              | running waiting",
                "name={completed.name}                                    | completed failed canceled running waiting",
                "name={moved.name}                                        | moved",
                "name={moved.name}&name={scheduled.name}                  | moved scheduled",
                "name=no.Such%23method                                    | -",
                "queue={scheduled.queue}                                  | scheduled",
                "queue={completed.queue}                                  | completed moved failed canceled running waiting",
                "queue={completed.queue}&queue={scheduled.queue}          | completed moved failed canceled scheduled running waiting",
                "resource={busy}                                          | running waiting",
                "resource={remote}                                        | completed moved waiting",
                "resource={busy}&resource={remote}                        | waiting",
                "resource={first}&resource={busy}                         | -",
                "exclusive_resource={busy}                                | running waiting",
                "exclusive_resource={remote}                              | moved",
                "exclusive_resource={busy}&exclusive_resource={remote}    | -",
                "shared_resource={remote}                                 | completed waiting",
                "shared_resource={busy}                                   | -",
                "resource=no-such                                         | -",
                "created_after={canceled.created_at}                      | canceled scheduled running waiting",
                "created_before={canceled.created_at}                     | completed moved failed",
                "started_after={canceled.started_at}                      | canceled scheduled running",
                "started_before={canceled.started_at}                     | completed moved failed",
                "finished_after={canceled.finished_at}                    | canceled scheduled",
                "finished_before={canceled.finished_at}                   | completed moved failed",
                "group={scheduled.task_group}                             | scheduled",
                "group=no-such                                            | -",
                "schedule={scheduled.schedule}                            | scheduled",
                "schedule=no-such                                         | -",
                "correlation_id={failed.correlation_id}                   | failed",
                "correlation_id=no-such                                   | -",
                "owner={completed.owner}                                  | completed moved failed canceled scheduled running waiting",
                "owner=no-such                                            | -",
                "parent={completed.id}                                    | -",
                "parent={completed.href}                                  | -",
                "state=completed&exclusive_resource={first}               | completed",
                "state=failed&exclusive_resource={first}                  | -",
                "exclusive_resource={busy}&shared_resource={remote}       | waiting",
                "state=completed&state=failed&name={completed.name}&owner={completed.owner} | completed failed",
                "created_after={moved.created_at}&created_before={canceled.created_at}      | moved failed",
                "finished_after={moved.finished_at}&finished_before={moved.finished_at}     | -",
                "queue={scheduled.queue}&group={scheduled.task_group}&state=completed       | scheduled",
                "queue={completed.queue}&group={scheduled.task_group}                       | -",
            })
    void a_filter_shows_what_agrees_with_all_of_it(String query, String expected) throws Exception {
        assertThat(found(query)).isEqualTo(expected.equals("-") ? Set.of() : Set.of(expected.split(" ")));
    }

    @Test
    void a_worker_filters_what_it_runs_or_ran() throws Exception {
        String worker = CAST.get("completed").getString("worker");
        Set<String> its = new TreeSet<>();
        CAST.forEach((role, task) -> {
            if (!task.isNull("worker") && task.getString("worker").equals(worker)) {
                its.add(role);
            }
        });
        assertThat(found("worker={completed.worker}")).isEqualTo(its).doesNotContain("waiting");
        assertThat(found("worker=nobody&worker={running.worker}"))
                .contains("running")
                .doesNotContain("waiting");
        assertThat(found("worker=nobody")).isEmpty();
    }

    @Test
    void a_count_is_of_all_that_match() throws Exception {
        String query = filled("tasks?limit=1&resource={remote}");
        JsonObject page = client.get(query).ok().json();
        assertThat(page.getInt("count")).isEqualTo(3);
        assertThat(page.getJsonArray("results")).hasSize(1);
    }

    /** The roles of those that a list has, page by page. */
    private static Set<String> found(String query) throws Exception {
        Set<String> hrefs =
                client.all(filled("tasks?limit=1000&fields=href&" + query)).keySet();
        Set<String> roles = new TreeSet<>();
        CAST.forEach((role, task) -> {
            if (hrefs.contains(task.getString("href"))) {
                roles.add(role);
            }
        });
        return roles;
    }

    private static String filled(String query) {
        return PLACE.matcher(query)
                .replaceAll(place -> URLEncoder.encode(
                        place.group(2) == null
                                ? VALUES.get(place.group(1))
                                : CAST.get(place.group(1)).getString(place.group(2)),
                        StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"created_at", "started_at", "finished_at"})
    void an_order_is_by_its_time(String field) throws Exception {
        List<String> ascending = ordered(field);
        assertThat(ascending).isSorted();
        List<String> descending = ordered("-" + field);
        assertThat(descending).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(Set.copyOf(descending)).isEqualTo(Set.copyOf(ascending));
    }

    @ParameterizedTest
    @ValueSource(strings = {"started_at", "-started_at", "finished_at", "-finished_at"})
    void what_has_not_the_time_of_an_order_comes_last(String order) throws Exception {
        assertThat(client.all(filled("tasks?resource={remote}&order=" + order)).keySet())
                .hasSize(3)
                .last()
                .isEqualTo(CAST.get("waiting").getString("href"));
    }

    /** The times of those that have one, of all tasks that were made here or since. */
    private static List<String> ordered(String order) throws Exception {
        String field = order.replace("-", "");
        return client
                .all(filled("tasks?limit=2&fields=href," + field
                        + "&state=completed&created_after={completed.created_at}" + "&order=" + order))
                .values()
                .stream()
                .map(task -> task.getString(field))
                .toList();
    }
}
