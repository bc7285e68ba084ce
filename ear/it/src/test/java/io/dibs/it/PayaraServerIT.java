package io.dibs.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.dibs.launcher.RedisServer;

/** The EAR as it is built deploys on Payara Server. */
@Timeout(600)
class PayaraServerIT {
    @TempDir
    Path folder;

    @Test
    void deploysTheEarAsItIs() throws Exception {
        ProcessHandle server;
        try (RedisServer redis = RedisServer.inMemory();
                PayaraServerDomain domain = PayaraServerDomain.start(folder, Map.of("dibs.redis.url", redis.uri()))) {
            server = domain.process();
            URI status = domain.baseUri().resolve("dibs/api/v1/status");
            domain.deploy("dibs", Path.of(System.getProperty("dibs.ear")));
            assertThat(Http.get(status).statusCode()).isEqualTo(200);
            assertThat(ListeningAddresses.of(server.pid())).allMatch(ListeningAddresses::isLoopback);
            domain.undeploy("dibs");
            assertThat(Http.get(status).statusCode()).isEqualTo(404);
        }
        assertThat(server.isAlive()).isFalse();
    }
}
