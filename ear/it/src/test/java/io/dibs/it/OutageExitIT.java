package io.dibs.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.dibs.launcher.RedisServer;

/** {@code dibs.redis.when-unavailable=exit}, for those whose service manager starts the process again. */
@Timeout(600)
class OutageExitIT {
    private static final int STATUS = 75;

    @TempDir
    Path data;

    @TempDir
    Path redisData;

    @Test
    void the_process_ends_by_itself_when_redis_stays_away() throws Exception {
        RedisServer redis = RedisServer.start(redisData);
        Map<String, String> properties = Map.of(
                "dibs.redis.url", redis.uri(),
                "dibs.redis.timeout", "PT0.5S",
                "dibs.worker.lease", "PT4S",
                "dibs.worker.grace", "PT5S",
                "dibs.redis.when-unavailable", "exit");
        try (MicroProcess micro = MicroProcess.start(data, properties)) {
            micro.baseUri();
            redis.close();
            assertThat(micro.process().waitFor(3, TimeUnit.MINUTES)).isTrue();
            assertThat(micro.process().exitValue()).isEqualTo(STATUS);
            assertThat(micro.output()).contains("Redis could not be reached for PT4S");
        }
    }
}
