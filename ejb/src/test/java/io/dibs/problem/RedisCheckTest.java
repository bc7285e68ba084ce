package io.dibs.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.dibs.Problem.Kind;
import io.dibs.launcher.RedisServer;
import io.dibs.store.Domain;
import io.dibs.store.ProblemStore;
import redis.clients.jedis.Jedis;

/** How Redis should not be set up: each provoked on a server of its own. */
class RedisCheckTest {
    private static List<Kind> kinds(Domain domain) {
        return new RedisCheck(new ProblemStore(domain.redis))
                .look(domain.workers.list()).stream().map(Finding::kind).toList();
    }

    private static Jedis admin(RedisServer server) {
        Jedis admin = new Jedis("127.0.0.1", server.port(), 10_000);
        admin.auth(server.password());
        return admin;
    }

    @Test
    void memory_near_its_limit_and_a_policy_that_evicts() {
        try (RedisServer server = RedisServer.inMemory();
                Domain domain = Domain.at(server.uri(), Duration.ofSeconds(5));
                Jedis admin = admin(server)) {
            assertThat(kinds(domain)).containsExactly(Kind.REDIS_PERSISTENCE_OFF);
            admin.configSet("maxmemory", "1");
            assertThat(kinds(domain)).contains(Kind.REDIS_MEMORY).doesNotContain(Kind.REDIS_EVICTS);
            admin.configSet("maxmemory", "0");
            admin.configSet("maxmemory-policy", "allkeys-lru");
            assertThat(kinds(domain)).contains(Kind.REDIS_EVICTS).doesNotContain(Kind.REDIS_MEMORY);
            admin.configSet("maxmemory-policy", "noeviction");
            assertThat(kinds(domain)).doesNotContain(Kind.REDIS_EVICTS);
        }
    }

    @Test
    void persistence_that_fails_until_it_works_again() throws IOException {
        Path folder = Files.createTempDirectory("dibs-no-disk-");
        try (RedisServer server =
                        RedisServer.builder().setting("dir", folder.toString()).start();
                Domain domain = Domain.at(server.uri(), Duration.ofSeconds(5));
                Jedis admin = admin(server)) {
            delete(folder);
            admin.bgsave();
            await().untilAsserted(() -> assertThat(kinds(domain)).contains(Kind.REDIS_PERSISTENCE_FAILS));
            Files.createDirectories(folder);
            admin.configSet("dir", folder.toString());
            admin.bgsave();
            await().untilAsserted(() -> assertThat(kinds(domain)).doesNotContain(Kind.REDIS_PERSISTENCE_FAILS));
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
