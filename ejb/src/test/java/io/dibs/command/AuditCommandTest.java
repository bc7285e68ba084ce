package io.dibs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

import org.junit.jupiter.api.Test;

import io.dibs.store.Domain;
import redis.clients.jedis.RedisClient;

class AuditCommandTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @Test
    void its_status_says_whether_the_domain_is_sound() {
        try (Domain domain = Domain.fresh()) {
            domain.dispatch("a");
            String url = domain.settings.url().toString();
            Map<String, String> settings = Map.of("dibs.redis.url", url, "dibs.domain", domain.settings.domain());
            assertThat(run(settings)).isZero();
            assertThat(shown()).contains("Domain '" + domain.settings.domain() + "'", " 0 findings.");

            String leftOver = "dibs:{" + domain.settings.domain() + "}:left-over";
            try (RedisClient redis = RedisClient.create(domain.settings.url())) {
                redis.set(leftOver, "1");
            }
            assertThat(run(settings)).isEqualTo(1);
            assertThat(shown()).contains(" 1 findings.", "unknown_key: key left-over: ");
        }
    }

    @Test
    void it_says_why_it_cannot_find_out() {
        assertThat(run(Map.of("dibs.redis.url", "redis://127.0.0.1:1"))).isEqualTo(2);
        assertThat(shown()).contains("does not answer");
        assertThat(run(Map.of("dibs.domain", "a b"))).isEqualTo(2);
        assertThat(shown()).contains("dibs.domain is 'a b'");
    }

    private int run(Map<String, String> settings) {
        Properties defaults = AuditCommand.defaults();
        shown.reset();
        return AuditCommand.run(
                key -> Optional.ofNullable(settings.getOrDefault(key, defaults.getProperty(key))),
                new PrintStream(shown, true, StandardCharsets.UTF_8));
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }
}
