package io.dibs.it.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.dibs.it.MicroProcess;
import io.dibs.it.RestApi;
import io.dibs.launcher.RedisServer;

/**
 * A process for each version of the application, on one Redis, with all that protects data at rest, and two that they may tell
 * by webhooks: one whose certificate they trust, and a stranger. A process is started when somebody asks for it, and again
 * after it was ended.
 */
final class TwoVersions implements AutoCloseable {
    /** What requests of webhooks are signed with. */
    static final List<String> SECRETS = List.of("secret-of-these-tests", "the-next-secret-of-these-tests");

    /** Where those that are told find the API. */
    static final String PUBLIC_API = "https://dibs.example/dibs/api/v1/";

    private final Path folder;
    private final RedisServer redis;
    private final SpanCollector spans = new SpanCollector();
    private final SelfSigned certificate;
    private final Receiver receiver;
    private final Receiver stranger;
    private final String encryption = key("e1");
    private final String signing = key("s1");
    private final Map<Edition, MicroProcess> latest = new EnumMap<>(Edition.class);
    private final List<MicroProcess> all = new ArrayList<>();

    TwoVersions() throws IOException {
        folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "two-versions-")
                .toAbsolutePath();
        certificate = SelfSigned.make(folder, "receiver");
        receiver = new Receiver(certificate);
        stranger = new Receiver(SelfSigned.make(folder, "stranger"));
        redis = RedisServer.inMemory();
    }

    /** The process that has this version, and answers. */
    Node get(Edition edition) throws Exception {
        MicroProcess process = latest.get(edition);
        if (process == null || !process.process().isAlive()) {
            process = start(edition);
            latest.put(edition, process);
            all.add(process);
        }
        return new Node(new RestApi(process.baseUri()));
    }

    private MicroProcess start(Edition edition) throws IOException {
        Map<String, String> settings = new HashMap<>(certificate.trust());
        settings.putAll(Map.of(
                "dibs.redis.url",
                redis.uri(),
                "dibs.redis.timeout",
                "PT1S",
                "dibs.worker.lease",
                "PT5S",
                "dibs.worker.name",
                edition.code(),
                "dibs.worker.queues",
                edition.code() + ",default,dibs-webhooks",
                "dibs.encryption.keys",
                encryption,
                "dibs.signing.keys",
                signing));
        settings.putAll(Map.of(
                "dibs.webhooks.allowed-hosts",
                receiver.authority() + "," + stranger.authority(),
                "dibs.webhooks.secrets",
                String.join(",", SECRETS),
                "dibs.webhooks.api",
                PUBLIC_API));
        settings.putAll(spans.settings(edition.code()));
        return MicroProcess.start(
                folder.resolve(edition.code()),
                settings,
                "--deploy",
                edition.write(folder).toString());
    }

    /** Has it drain and end. */
    void stop(Edition edition) throws InterruptedException {
        assertThat(latest.get(edition).stop()).isZero();
    }

    /** Sees to it that there is none of this version. */
    void without(Edition edition) throws InterruptedException {
        MicroProcess process = latest.get(edition);
        if (process != null && process.process().isAlive()) {
            stop(edition);
        }
    }

    void kill(Edition edition) throws InterruptedException {
        latest.get(edition).kill();
    }

    /** The lines that all processes have logged so far. */
    List<String> log() throws IOException {
        List<String> lines = new ArrayList<>();
        for (MicroProcess process : all) {
            process.output().lines().forEach(lines::add);
        }
        return lines;
    }

    String redisUri() {
        return redis.uri();
    }

    /** What both have exported of their traces. */
    SpanCollector spans() {
        return spans;
    }

    /** Who may be told, and has a certificate that is trusted. */
    Receiver receiver() {
        return receiver;
    }

    /** Who may be told, and has a certificate that is not trusted. */
    Receiver stranger() {
        return stranger;
    }

    private static String key(String id) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return id + ":" + Base64.getEncoder().encodeToString(key);
    }

    @Override
    public void close() {
        all.forEach(MicroProcess::close);
        receiver.close();
        stranger.close();
        spans.close();
        redis.close();
    }
}
