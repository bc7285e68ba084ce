package io.dibs.conformance;

import static io.dibs.conformance.Schedules.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What schedules do by themselves. */
@ConformanceTest
class TicksIT {
    private static final String EACH_SECOND = "'every': 'PT1S'";

    private final Client client = Server.administrator();

    @RegisterExtension
    final Tasks tasks = new Tasks(client);

    private final Schedules schedules = new Schedules(client, tasks);

    @Test
    void a_schedule_dispatches_a_task_at_each_tick_unless_it_is_paused() throws Exception {
        JsonObject other = schedules.make(EACH_SECOND);
        JsonObject paused = client.patch(other.getString("href"), json("{'paused': true}"))
                .ok()
                .json();
        JsonObject schedule = schedules.make(EACH_SECOND);
        JsonObject after = awaitTicks(schedule, ticks -> ticks.getInt("dispatched") >= 2);
        JsonObject still = client.get(paused.getString("href")).ok().json();
        assertThat(still).isEqualTo(paused);
        client.patch(schedule.getString("href"), json("{'paused': true}")).ok();

        List<JsonObject> all = schedules.tasksOf(schedule);
        assertThat(all).hasSizeGreaterThanOrEqualTo(2);
        assertThat(all)
                .extracting(task -> task.get("tick"))
                .doesNotHaveDuplicates()
                .doesNotContain(JsonValue.NULL);
        assertThat(all).extracting(task -> task.getString("schedule")).containsOnly(schedule.getString("name"));
        assertThat(all).extracting(task -> task.getString("owner")).doesNotContainNull();
        assertThat(all).extracting(task -> task.getString("href")).contains(after.getString("last_task"));
        assertThat(after.getString("last_tick_at")).isLessThan(after.getString("next_at"));
        for (JsonObject task : all) {
            tasks.await(task.getString("href"), "completed");
        }

        int before = still.getJsonObject("ticks").getInt("dispatched");
        client.patch(paused.getString("href"), json("{'paused': false}")).ok();
        awaitTicks(paused, ticks -> ticks.getInt("dispatched") > before);
    }

    @Test
    void a_tick_while_a_task_of_the_schedule_is_not_final_is_left_out_or_queued() throws Exception {
        JsonObject running = client.get(tasks.running()).ok().json();
        String resource = json(", 'exclusive_resources': ['" + Tasks.resource(running) + "']");
        JsonObject skipping = schedules.make(EACH_SECOND, resource);
        JsonObject queueing = schedules.make(EACH_SECOND + ", 'overlap': 'queue'", resource);
        JsonObject skipped = awaitTicks(skipping, ticks -> ticks.getInt("skipped") >= 1);
        assertThat(skipped.getJsonObject("ticks").getInt("dispatched")).isEqualTo(1);
        JsonObject queued = awaitTicks(queueing, ticks -> ticks.getInt("dispatched") >= 2);
        assertThat(queued.getJsonObject("ticks").getInt("skipped")).isZero();
        assertThat(client.get(queued.getString("last_task")).ok().text("state")).isEqualTo("waiting");
    }

    @Test
    void a_schedule_of_one_time_is_gone_after_it_and_has_left_a_task() throws Exception {
        JsonObject schedule = schedules.make("'at': '2020-01-01T00:00:00Z'");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> client.get(schedule.getString("href")).status() == 404);
        JsonObject task = schedules.tasksOf(schedule).get(0);
        assertThat(((JsonString) task.get("tick")).getString()).isEqualTo("2020-01-01T00:00:00.000000Z");
        tasks.await(task.getString("href"), "completed");
    }

    private JsonObject awaitTicks(JsonObject schedule, Predicate<JsonObject> enough) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> client.get(schedule.getString("href")).ok().json(),
                        found -> enough.test(found.getJsonObject("ticks")));
    }
}
