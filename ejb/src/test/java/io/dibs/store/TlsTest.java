package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.dibs.StoreUnavailableException;
import io.dibs.TaskFilter;
import io.dibs.TaskQuery;
import io.dibs.TaskState;
import io.dibs.fault.FreePort;
import io.dibs.launcher.RedisServer;
import io.dibs.launcher.RedisUnavailableException;

/** Redis by TLS, with a real Redis that speaks it. */
class TlsTest {
    @TempDir
    private static Path folder;

    private static SelfSigned server;
    private static SelfSigned client;
    private static final List<RedisServer> SERVERS = new ArrayList<>();
    private static String open;
    private static String closed;
    private static String misnamed;

    private final List<Redis> connections = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        server = SelfSigned.make(folder, "server", "ip:127.0.0.1");
        client = SelfSigned.make(folder, "client", "dns:client.example");
        SelfSigned other = SelfSigned.make(folder, "other", "dns:other.example");
        Files.writeString(
                folder.resolve("all.crt"),
                Files.readString(server.certificate()) + Files.readString(other.certificate()));
        open = start(server, "no");
        closed = start(server, "yes");
        misnamed = start(other, "no");
    }

    private static String start(SelfSigned certificate, String wantsClients) {
        int port = FreePort.find();
        try {
            RedisServer started = RedisServer.builder()
                    .setting("tls-port", Integer.toString(port))
                    .setting("tls-cert-file", certificate.certificate().toString())
                    .setting("tls-key-file", certificate.key().toString())
                    .setting("tls-ca-cert-file", client.certificate().toString())
                    .setting("tls-auth-clients", wantsClients)
                    .start();
            SERVERS.add(started);
            return "rediss://:" + started.password() + "@127.0.0.1:" + port;
        } catch (RedisUnavailableException e) {
            return Assumptions.abort("SKIPPED, the Redis here cannot speak TLS: " + e.getMessage());
        }
    }

    @AfterEach
    void close() {
        connections.forEach(Redis::close);
    }

    @AfterAll
    static void stop() {
        SERVERS.forEach(RedisServer::close);
    }

    private TaskStore store(String url, Tls tls) {
        Redis redis = new Redis(new StoreSettings(
                        "tls",
                        URI.create(url),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofSeconds(10),
                        2,
                        Domain.RETENTION)
                .with(tls));
        connections.add(redis);
        return new TaskStore(redis, Domain.RETENTION);
    }

    private static Tls trusting(Path file) {
        return Tls.read(Optional.of(file), Optional.empty(), Optional.empty());
    }

    private static void assertWorks(TaskStore store) {
        assertThat(store.list(TaskQuery.of(
                                TaskFilter.where().state(TaskState.RUNNING).build()))
                        .count())
                .isZero();
    }

    private static void assertIsRefused(TaskStore store) {
        assertThatThrownBy(() -> assertWorks(store))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("Nothing was changed")
                .hasMessageContaining("dibs.redis.ca-file");
    }

    @Test
    void a_server_whose_authority_is_given_is_trusted() {
        assertWorks(store(open, trusting(server.certificate())));
    }

    @Test
    void a_file_may_have_several_authorities() {
        assertWorks(store(open, trusting(folder.resolve("all.crt"))));
    }

    @Test
    void a_server_of_an_unknown_authority_is_not_trusted() {
        assertIsRefused(store(open, Tls.DEFAULT));
        assertIsRefused(store(open, trusting(client.certificate())));
    }

    @Test
    void a_server_of_another_name_is_not_trusted() {
        assertIsRefused(store(misnamed, trusting(folder.resolve("all.crt"))));
    }

    @Test
    void a_server_that_asks_for_a_certificate_gets_it() {
        assertWorks(store(
                closed,
                Tls.read(
                        Optional.of(server.certificate()),
                        Optional.of(client.certificate()),
                        Optional.of(client.key()))));
        assertThatThrownBy(() -> assertWorks(store(closed, trusting(server.certificate()))))
                .isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void a_file_that_is_wrong_is_named_and_not_quoted() {
        assertThatThrownBy(() -> trusting(folder.resolve("missing.crt"))).hasMessageContaining("missing.crt");
        assertThatThrownBy(() -> trusting(server.key()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("server.key");
        assertThatThrownBy(() -> Tls.read(
                        Optional.empty(), Optional.of(client.certificate()), Optional.of(client.certificate())))
                .hasMessageContaining("no private key");
        assertThatThrownBy(() -> Tls.read(Optional.empty(), Optional.of(client.certificate()), Optional.empty()))
                .hasMessageContaining("only together");
    }

    @Test
    void a_wrong_password_is_in_no_message() {
        TaskStore store = store(open.replaceFirst(":[^:]*@", ":hunter2@"), trusting(server.certificate()));
        assertThatThrownBy(() -> assertWorks(store))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("dibs.redis.password")
                .hasStackTraceContaining("WRONGPASS")
                .satisfies(e -> {
                    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                        assertThat(cause.toString()).doesNotContain("hunter2");
                    }
                });
    }
}
