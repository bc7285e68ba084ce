package io.dibs.it.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.json.JsonObject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import io.dibs.it.ExampleTasks;
import io.dibs.it.RestApi;
import io.dibs.it.RunningDibs;
import io.dibs.it.StalledRemote;

/** Alerts, the dashboard and the documentation name what is exported, with the labels that it has; and nothing is left out. */
@Timeout(300)
@ExtendWith(RunningDibs.class)
class MetricNamesIT {
    private static final Path DIBS = Path.of("..", "..");
    private static final Path DASHBOARD = DIBS.resolve("config/grafana/dibs.json");

    private static StalledRemote remote;
    private static Exposition exported;

    /** A task that completes, one that fails, one that runs, one that waits for it, and a tick; then what is exported. */
    @BeforeAll
    static void runSomeTasks() throws Exception {
        RestApi api = new RestApi(RunningDibs.baseUri());
        remote = new StalledRemote();
        ExampleTasks tasks = new ExampleTasks(api);
        String name = "metrics-" + UUID.randomUUID();
        tasks.remotes(remote);
        tasks.awaitState(tasks.sync(tasks.repository(), "empty"), "completed");
        tasks.awaitState(tasks.sync(tasks.repository(), "missing"), "failed");
        String repository = tasks.repository();
        String running = tasks.sync(repository, "stalled");
        tasks.awaitState(running, "running");
        String waiting = tasks.sync(repository, "stalled");
        String schedule = api.post(
                        "task-schedules",
                        "{\"name\": \"" + name + "\", \"every\": \"PT1S\", \"task\": {\"name\":"
                                + " \"io.dibs.example.file.FileRemotes#remove\", \"arguments\": [-1]}}")
                .text("href");
        await().atMost(Duration.ofMinutes(1))
                .until(() ->
                        api.get(schedule).ok().json().getJsonObject("ticks").getInt("dispatched") > 0);
        RestApi prometheus = api.as(null).with(Map.of("Accept", "text/plain"));
        prometheus.get("/metrics?scope=io.dibs").ok(); // Here queues and scripts may be seen for the first time.
        exported = Exposition.read(
                prometheus.get("/metrics?scope=io.dibs").ok().response().body());
        api.delete(schedule);
        api.patch(waiting, "{\"state\": \"canceled\"}");
        api.patch(running, "{\"state\": \"canceled\"}");
    }

    @AfterAll
    static void stop() {
        remote.close();
    }

    @Test
    void the_documentation_has_every_metric_with_its_labels_and_no_other() throws IOException {
        Map<String, Set<String>> labels = new TreeMap<>();
        exported.names()
                .forEach(name ->
                        labels.put(name, new TreeSet<>(exported.labels(name).keySet())));
        assertThat(MetricTable.read(DIBS.resolve("docs/operations.md"))).isEqualTo(labels);
    }

    @Test
    void what_only_grows_is_a_counter_and_a_histogram_is_gauges() {
        assertThat(exported.names()).isNotEmpty().allSatisfy(name -> assertThat(exported.type(name))
                .as(name)
                .isEqualTo(name.endsWith("_total") ? "counter" : "gauge"));
    }

    @Test
    void alerts_ask_for_what_is_exported() throws IOException {
        try (Stream<Path> files = Files.list(DIBS.resolve("config/prometheus"))) {
            for (Path file : files.toList()) {
                assertRight(Queries.ofRules(file));
            }
        }
    }

    @Test
    void the_dashboard_asks_for_what_is_exported() throws IOException {
        assertRight(Queries.of(Queries.read(DASHBOARD)));
    }

    @Test
    void the_dashboard_leaves_no_metric_out() throws IOException {
        Set<String> asked = new HashSet<>();
        Queries.of(Queries.read(DASHBOARD))
                .forEach(query -> query.selectors().forEach(each -> asked.add(histogram(each.metric()))));
        assertThat(exported.names().stream().map(MetricNamesIT::histogram))
                .filteredOn(name -> !name.equals("dibs_tasks_started_total")) // As many as end.
                .isSubsetOf(asked);
    }

    private static String histogram(String metric) {
        return metric.replaceFirst("_seconds_(bucket|sum|count)$", "_seconds");
    }

    @Test
    void the_dashboard_goes_with_any_data_source_and_its_panels_do_not_overlap() throws IOException {
        Set<Integer> ids = new HashSet<>();
        Set<List<Integer>> taken = new HashSet<>();
        for (JsonObject panel : Queries.objects(Queries.read(DASHBOARD).getJsonArray("panels"))) {
            String title = panel.getString("title");
            assertThat(ids.add(panel.getInt("id"))).as(title).isTrue();
            if (!panel.getString("type").equals("row")) {
                assertThat(panel.getJsonObject("datasource").getString("uid")).isEqualTo("${datasource}");
            }
            JsonObject place = panel.getJsonObject("gridPos");
            assertThat(place.getInt("x") + place.getInt("w")).isLessThanOrEqualTo(24);
            for (int x = place.getInt("x"); x < place.getInt("x") + place.getInt("w"); x++) {
                for (int y = place.getInt("y"); y < place.getInt("y") + place.getInt("h"); y++) {
                    assertThat(taken.add(List.of(x, y))).as(title).isTrue();
                }
            }
        }
    }

    private static void assertRight(List<Query> queries) {
        assertThat(queries).isNotEmpty().allSatisfy(query -> assertThat(query.mistakes(exported))
                .as(query.text())
                .isEmpty());
    }
}
