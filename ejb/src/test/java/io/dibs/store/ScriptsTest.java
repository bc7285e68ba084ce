package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScriptsTest {
    private final Domain domain = Domain.fresh();
    private final Domain.TestWorker worker = domain.worker();

    @AfterEach
    void close() {
        domain.close();
    }

    @Test
    void scripts_that_redis_has_lost_are_loaded_again() {
        domain.redis.call(r -> r.scriptFlush(domain.settings.prefix()));
        domain.dispatch();
        assertThat(worker.claimAll()).hasSize(1);
        domain.redis.call(r -> r.scriptFlush(domain.settings.prefix()));
        assertThat(domain.redis.isReady()).isTrue();
        String[] shas = Arrays.stream(Script.values()).map(Script::sha).toArray(String[]::new);
        List<Boolean> loaded = domain.redis.call(r -> r.scriptExists(domain.settings.prefix(), shas));
        assertThat(loaded).containsOnly(true);
    }

    @ParameterizedTest
    @EnumSource
    void a_script_says_what_it_takes_and_answers_and_uses_only_keys_of_its_domain(Script script) {
        List<String> lines = script.source().lines().toList();
        assertThat(lines).anyMatch(line -> line.startsWith("-- KEYS[1] prefix"));
        assertThat(lines).anyMatch(line -> line.startsWith("-- Reply"));
        assertThat(script.source()).doesNotContain("--@include").doesNotContain("KEYS[2]");
        assertThat(lines)
                .as("keys behind the prefix, so that they are in one slot of a cluster")
                .noneMatch(line -> line.matches(".*redis\\.call\\('[A-Z]+', '.*"));
    }
}
