package io.dibs.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.dibs.launcher.RedisServer;
import redis.clients.jedis.Jedis;

/** The EAR as it is built deploys on Payara Server, and leaves nothing behind there. */
@Timeout(900)
class PayaraServerIT {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void deploysTheEarAsItIsAndIsGoneWhenItIsUndeployed() throws Exception {
        ProcessHandle server;
        try (RedisServer redis = RedisServer.inMemory();
                Jedis client = new Jedis(URI.create(redis.uri()));
                StalledRemote remote = new StalledRemote();
                PayaraServerDomain domain = PayaraServerDomain.start(folder, settings(redis))) {
            server = domain.process();
            URI status = domain.baseUri().resolve("dibs/api/v1/status");
            ExampleTasks tasks = new ExampleTasks(new RestApi(domain.baseUri()));
            // One task at a time: when several threads load a class of the server's for the first time, the server
            // itself may keep one of them, see docs/decisions.md.
            for (String from : List.of("empty", "stalled")) {
                domain.deploy("dibs", Path.of(System.getProperty("dibs.ear")));
                assertThat(Http.get(status).statusCode()).isEqualTo(200);
                new RestApi(domain.baseUri()).as(null).get("tasks").problem(401, null);
                new RestApi(domain.baseUri()).get("audit").ok();
                assertThat(ListeningAddresses.of(server.pid())).allMatch(ListeningAddresses::isLoopback);
                if (from.equals("empty")) {
                    tasks.remotes(remote);
                }
                String task = tasks.sync(tasks.repository(), from);
                tasks.awaitState(task, from.equals("empty") ? "completed" : "running");
                assertThat(connections(client)).isPositive();
                assertThat(LoadedClasses.withInstances(server)).anyMatch(PayaraServerIT::isOfTheApplication);

                domain.undeploy("dibs");

                assertThat(Http.get(status).statusCode()).isEqualTo(404);
                assertThat(connections(client)).isZero();
                await().atMost(LONGEST).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> assertThat(
                                LoadedClasses.withInstances(server))
                        .noneMatch(PayaraServerIT::isOfTheApplication));
            }
        }
        assertThat(server.isAlive()).isFalse();
    }

    private Map<String, String> settings(RedisServer redis) {
        return Map.of(
                "dibs.redis.url",
                redis.uri(),
                "dibs.worker.grace",
                "PT1S",
                "dibs.data",
                folder.resolve("data").toString());
    }

    private static long connections(Jedis client) {
        return client.clientList()
                .lines()
                .filter(line -> line.contains(" name=dibs "))
                .count();
    }

    /** A class of Dibs, of one of its libraries or of the example; or the loader of an EAR's classes. */
    private static boolean isOfTheApplication(String name) {
        return name.startsWith("io.dibs.")
                || name.startsWith("redis.clients.")
                || name.endsWith(".EarClassLoader")
                || name.endsWith(".EarLibClassLoader");
    }
}
