package io.dibs.it.upgrade;

import static io.dibs.it.upgrade.Edition.NEW;
import static io.dibs.it.upgrade.Edition.OLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.json.JsonObject;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import com.acme.errand.Errands;

import redis.clients.jedis.RedisClient;

/** Schedules that several processes look after. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class ScheduledTasks {
    private static final String DECLARED = "Heartbeat.beat";
    private static final int SOME = 3;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final TwoVersions versions;

    ScheduledTasks(TwoVersions versions) {
        this.versions = versions;
    }

    @Test
    @Order(1)
    void the_arguments_of_a_schedule_are_sealed_in_redis_and_opened_for_its_task() throws Exception {
        Node node = versions.get(NEW);
        String secret = "secret-" + UUID.randomUUID();
        JsonObject saved = post(node, "sealed", secret);
        assertThat(saved.getJsonObject("task").toString()).doesNotContain(secret);

        JsonObject ticked = node.await(saved.getString("href"), schedule -> !schedule.isNull("last_task"));
        JsonObject task = node.awaitState(ticked.getString("last_task"), "completed");
        assertThat(task.getJsonObject("result").getString("text")).isEqualTo(secret);
        assertThat(task.getString("owner")).isEqualTo("root");
        assertThat(task.getString("schedule")).isEqualTo("sealed");

        try (RedisClient redis = RedisClient.create(versions.redisUri())) {
            assertThat(redis.exists("dibs:{default}:schedule:sealed")).isTrue();
            for (String key : redis.keys("*")) {
                if (redis.type(key).equals("hash")) {
                    assertThat(redis.hgetAll(key).toString()).as(key).doesNotContain(secret);
                }
            }
        }
        assertThat(node.api().delete(saved.getString("href")).status()).isEqualTo(204);
        node.api().get(saved.getString("href")).problem(404, null);
    }

    private static JsonObject post(Node node, String name, String argument) throws Exception {
        var answer = node.api().post("task-schedules", """
                {"name": "%s", "every": "PT1S", "task": {"name": "%s#run", "arguments": ["%s"]}}""".formatted(name, Errands.class.getName(), argument));
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
        return answer.json();
    }

    @Test
    @Order(2)
    void each_tick_has_one_task_while_two_processes_live_and_when_one_of_them_is_killed() throws Exception {
        JsonObject both = post(versions.get(OLD), "both", "both");
        Node node = versions.get(NEW);
        awaitTicks(node, DECLARED);
        await().atMost(LONGEST).until(() -> workers(node, "both").equals(Set.of(OLD.code(), NEW.code())));
        versions.kill(OLD);
        for (String schedule : List.of(DECLARED, "both")) {
            awaitTicks(node, schedule);
            node.api().patch("task-schedules/" + schedule, "{\"paused\": true}").ok();
            await().atMost(LONGEST).until(() -> tasks(node, schedule).stream().allMatch(ScheduledTasks::isFinal));

            List<JsonObject> tasks = tasks(node, schedule);
            assertThat(tasks).extracting(task -> task.getString("tick")).doesNotHaveDuplicates();
            assertThat(node.get("task-schedules/" + schedule)
                            .getJsonObject("ticks")
                            .getInt("dispatched"))
                    .isEqualTo(tasks.size());
            List<String> ofNew = tasks.stream()
                    .filter(task -> task.getString("worker").equals(NEW.code()))
                    .map(task -> task.getString("id"))
                    .toList();
            await().atMost(LONGEST)
                    .untilAsserted(() -> assertThat(runs().keySet()).containsAll(ofNew));
        }
        assertThat(runs().values()).as("how often each task has run").containsOnly(1L);

        node.api().patch("task-schedules/" + DECLARED, "{\"paused\": false}").ok();
        awaitTicks(node, DECLARED);
        assertThat(node.api().delete(both.getString("href")).status()).isEqualTo(204);
    }

    /** Waits until some more tasks have completed. */
    private static void awaitTicks(Node node, String schedule) throws Exception {
        long before = completed(node, schedule);
        await().atMost(LONGEST).until(() -> completed(node, schedule) >= before + SOME);
    }

    private static long completed(Node node, String schedule) throws Exception {
        return tasks(node, schedule).stream()
                .filter(task -> task.getString("state").equals("completed"))
                .count();
    }

    private static Set<String> workers(Node node, String schedule) throws Exception {
        return tasks(node, schedule).stream()
                .filter(ScheduledTasks::isFinal)
                .map(task -> task.getString("worker"))
                .collect(Collectors.toSet());
    }

    private static boolean isFinal(JsonObject task) {
        return Set.of("completed", "failed", "canceled").contains(task.getString("state"));
    }

    private static List<JsonObject> tasks(Node node, String schedule) throws Exception {
        return node.list("tasks?limit=1000&fields=id,state,tick,worker&schedule=" + schedule);
    }

    /** How often the methods of these schedules ran for each task, as the processes have logged it. */
    private Map<String, Long> runs() throws Exception {
        return versions.log().stream()
                .filter(line -> line.contains("The heart beats.") || line.contains("Errand both begins."))
                .collect(Collectors.groupingBy(
                        line -> line.replaceFirst(".*\\[task=([-0-9a-f]+).*", "$1"), Collectors.counting()));
    }
}
