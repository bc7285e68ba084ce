package io.dibs.it.container;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.api.event.ManagerStarted;
import org.jboss.arquillian.core.api.event.ManagerStopping;

import io.dibs.it.Http;
import io.dibs.it.PayaraServerDomain;
import io.dibs.it.RestApi;
import io.dibs.launcher.RedisServer;

/**
 * One Redis server and one domain of Payara Server for all tests in the container, on free ports: started before Arquillian
 * reads where its server is, stopped when it ends. What the server logged stays in {@code target}.
 */
public class TestServer {
    private static final int FIRST = 1_000;
    private static TestServer running;

    private RedisServer redis;
    private PayaraServerDomain domain;

    void start(@Observes(precedence = FIRST) ManagerStarted event) throws Exception {
        redis = RedisServer.inMemory();
        try {
            Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "container-");
            domain = PayaraServerDomain.start(
                    folder,
                    Map.of(
                            "dibs.redis.url",
                            redis.uri(),
                            "dibs.problems.interval",
                            "PT1S",
                            "dibs.worker.grace",
                            "PT1S",
                            "dibs.worker.directory",
                            folder.resolve("work").toString()));
            System.setProperty("dibs.it.admin.port", Integer.toString(domain.adminPort()));
            running = this;
        } catch (AssertionError | Exception e) {
            redis.close();
            throw e;
        }
    }

    void stop(@Observes ManagerStopping event) {
        running = null;
        if (domain != null) {
            domain.close();
        }
        if (redis != null) {
            redis.close();
        }
    }

    static URI redisUri() {
        return URI.create(running.redis.uri());
    }

    /** The body of the answer; the path begins with the context root. */
    static String get(String path) throws Exception {
        HttpResponse<String> response = Http.get(running.domain.baseUri().resolve(path));
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " answers " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    static RestApi api() {
        return new RestApi(running.domain.baseUri());
    }

    static PayaraServerDomain domain() {
        return running.domain;
    }
}
