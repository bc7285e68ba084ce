package io.dibs.it.upgrade;

import static io.dibs.it.upgrade.Edition.MODULE;
import static io.dibs.it.upgrade.Edition.NEW;
import static io.dibs.it.upgrade.Edition.OLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.json.Json;
import jakarta.json.JsonObject;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Old and new version side by side, as docs/operations.md#upgrade-and-back-up tells. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class RollingUpgrade {
    private static final Map<String, Object> ERRAND = Map.of("method", "run", "arguments", List.of("errand"));

    private final TwoVersions versions;

    RollingUpgrade(TwoVersions versions) {
        this.versions = versions;
    }

    @Test
    @Order(1)
    void a_schedule_goes_when_a_version_starts_that_declares_it_no_more() throws Exception {
        versions.without(NEW);
        Node old = versions.get(OLD);
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(schedules(old)).containsOnlyKeys("Heartbeat.beat", "Retired.clean"));
        JsonObject retired = schedules(old).get("Retired.clean");
        assertThat(retired.getString("declared_by")).isEqualTo(MODULE);
        assertThat(retired.getString("cron")).isEqualTo("0 3 * * *");
        assertThat(retired.getString("zone")).isEqualTo("Europe/Berlin");

        Node next = versions.get(NEW);
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(schedules(next)).containsOnlyKeys("Heartbeat.beat"));
        old.api().get(retired.getString("href")).problem(404, null);
    }

    private static Map<String, JsonObject> schedules(Node node) throws Exception {
        Map<String, JsonObject> schedules = new HashMap<>();
        node.list("task-schedules").forEach(schedule -> schedules.put(schedule.getString("name"), schedule));
        return schedules;
    }

    @Test
    @Order(2)
    void what_the_new_version_dispatches_runs_there_only_and_what_the_old_one_does_on_both() throws Exception {
        Node old = versions.get(OLD);
        Node next = versions.get(NEW);
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(modules(old)).isEqualTo(Map.of("old", "1.0", "new", "2.0")));

        List<String> ofNew = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ofNew.add(next.dispatch(ERRAND));
        }
        for (String task : ofNew) {
            JsonObject completed = next.awaitState(task, "completed");
            assertThat(completed.getString("worker")).isEqualTo("new");
            assertThat(completed.getJsonObject("minimum_versions")).isEqualTo(minimum(NEW));
        }
        for (Edition each : Edition.values()) {
            String task = old.dispatch(on(each));
            JsonObject completed = old.awaitState(task, "completed");
            assertThat(completed.getString("worker")).isEqualTo(each.code());
            assertThat(completed.getJsonObject("minimum_versions")).isEqualTo(minimum(OLD));
        }
    }

    private static Map<String, String> modules(Node node) throws Exception {
        Map<String, String> versions = new HashMap<>();
        for (JsonObject worker : node.list("workers")) {
            if (worker.getBoolean("online")) {
                versions.put(
                        worker.getString("name"),
                        worker.getJsonObject("modules").getString(MODULE));
            }
        }
        return versions;
    }

    private static JsonObject minimum(Edition edition) {
        return Json.createObjectBuilder().add(MODULE, edition.version()).build();
    }

    /** An errand that only the process with this version can run. */
    private static Map<String, Object> on(Edition edition) {
        return with(ERRAND, "queue", edition.code());
    }

    private static Map<String, Object> with(Map<String, Object> errand, String field, String value) {
        Map<String, Object> more = new HashMap<>(errand);
        more.put(field, value);
        return more;
    }

    @Test
    @Order(3)
    void while_only_the_old_version_runs_a_task_of_the_new_one_waits_and_says_for_what() throws Exception {
        Node old = versions.get(OLD);
        Node next = versions.get(NEW);
        String holder = old.dispatch(Map.of("method", "hold", "queue", OLD.code(), "exclusive", "gate"));
        old.awaitState(holder, "running");
        String waiting = next.dispatch(with(ERRAND, "exclusive", "gate"));
        String behind = old.dispatch(with(ERRAND, "exclusive", "gate"));
        assertThat(next.awaitWaitingFor(waiting, "resources").getString("message"))
                .contains("gate");

        versions.stop(NEW);
        old.cancel(holder);
        assertThat(old.awaitWaitingFor(waiting, "no_worker_for_version").getString("message"))
                .contains("it demands acme-errands 2.0 or later")
                .contains("old has acme-errands 1.0")
                .doesNotContain("new has");
        assertThat(old.awaitState(old.dispatch(ERRAND), "completed").getString("worker"))
                .isEqualTo("old");
        assertThat(old.get(waiting).getString("state")).isEqualTo("waiting");
        assertThat(old.awaitWaitingFor(behind, "resources").getString("message"))
                .contains(waiting.substring(waiting.lastIndexOf('/') + 1));

        Node again = versions.get(NEW);
        assertThat(again.awaitState(waiting, "completed").getString("worker")).isEqualTo("new");
        again.awaitState(behind, "completed");
        assertThat(again.get("audit").getJsonArray("findings")).isEmpty();
    }
}
