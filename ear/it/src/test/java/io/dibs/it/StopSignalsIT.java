package io.dibs.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.dibs.launcher.RedisServer;
import redis.clients.jedis.RedisClient;

/** What the signals that stop {@code dibs-micro.jar} do to tasks that run and to those that wait. */
@Timeout(900)
class StopSignalsIT {
    private static final int STATUS_OF_SECOND_SIGNAL = 130;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void the_first_signal_drains_and_the_second_ends_all_at_once() throws Exception {
        String lost;
        String aborted;
        String waiting;
        try (StalledRemote remote = new StalledRemote()) {
            // Only the second signal can end this one.
            try (MicroProcess micro = start("forever")) {
                ExampleTasks tasks = new ExampleTasks(new RestApi(micro.baseUri()));
                tasks.remotes(remote);
                lost = tasks.sync(tasks.repository(), "stalled");
                tasks.awaitState(lost, "running");
                ProcessHandle redis = redis();
                micro.process().destroy();
                await().atMost(LONGEST).until(() -> health(micro, "ready") == 503);
                assertThat(health(micro, "live")).isEqualTo(200);
                assertThat(micro.process().isAlive()).isTrue();
                await().atMost(LONGEST).pollInterval(Duration.ofSeconds(1)).until(() -> {
                    micro.process().destroy(); // Within a second of the first, it would count as that one.
                    return !micro.process().isAlive();
                });
                assertThat(micro.awaitEnd()).isEqualTo(STATUS_OF_SECOND_SIGNAL);
                redis.onExit().get();
            }

            try (MicroProcess micro = start("PT1S")) {
                ExampleTasks tasks = new ExampleTasks(new RestApi(micro.baseUri()));
                assertThat(tasks.awaitState(lost, "failed").get("error"))
                        .hasToString("{\"reason\":\"Worker has gone missing.\"}");
                String repository = tasks.repository();
                aborted = tasks.sync(repository, "stalled");
                tasks.awaitState(aborted, "running");
                waiting = tasks.sync(repository, "empty");
                assertThat(micro.stop()).isZero();
            }
        }
        try (RedisServer redis = RedisServer.start(data().resolve("redis"));
                RedisClient client = RedisClient.create(redis.uri())) {
            assertThat(client.hget(key(aborted), "state")).isEqualTo("failed");
            assertThat(client.hget(key(aborted), "error"))
                    .isEqualTo("{\"reason\":\"Aborted during worker shutdown.\"}");
            assertThat(client.hget(key(waiting), "state")).isEqualTo("waiting");
            assertThat(client.exists("dibs:{default}:leases")).isFalse();
        }
    }

    private MicroProcess start(String grace) throws Exception {
        return MicroProcess.start(
                data(), Map.of("dibs.worker.grace", grace, "dibs.worker.lease", "PT5S", "dibs.redis.timeout", "PT1S"));
    }

    private Path data() {
        return folder.resolve("data");
    }

    private static int health(MicroProcess micro, String check) throws Exception {
        return Http.get(micro.baseUri().resolve("/health/" + check)).statusCode();
    }

    private static String key(String task) {
        return "dibs:{default}:task:" + task.substring(task.lastIndexOf('/') + 1);
    }

    private ProcessHandle redis() throws Exception {
        Path pid = data().resolve("redis").resolve("redis.pid");
        return ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
    }
}
