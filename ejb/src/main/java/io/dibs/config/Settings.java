package io.dibs.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.dibs.RetryPolicy;
import io.dibs.store.StoreSettings;

/**
 * All settings. {@code config/microprofile-config.properties} lists them with their defaults, units and meanings.
 *
 * @param store where the store is
 * @param worker how tasks are run here
 * @param tasks what a task may be
 * @param events who may listen
 * @param webhooks who may be told of the end of tasks
 * @param problems what is a problem
 */
public record Settings(
        StoreSettings store, Worker worker, Tasks tasks, Events events, Webhooks webhooks, Problems problems) {
    private static final int SHORTEST_SECRET = 16;
    private static final Duration SHORTEST_AGE = Duration.ofSeconds(1);
    private static final Duration LONGEST_AGE = Duration.ofDays(36_500);

    /**
     * How tasks are run here.
     *
     * @param slots {@code dibs.worker.count}
     * @param name {@code dibs.worker.name}
     * @param queues {@code dibs.worker.queues}
     * @param lease {@code dibs.worker.lease}
     * @param grace {@code dibs.worker.grace}; {@link java.time.temporal.ChronoUnit#FOREVER} for no end
     * @param directory {@code dibs.worker.directory}
     * @param whenUnavailable {@code dibs.redis.when-unavailable}
     */
    public record Worker(
            int slots,
            String name,
            List<String> queues,
            Duration lease,
            Duration grace,
            Path directory,
            WhenUnavailable whenUnavailable) {}

    /** What a worker process does when it cannot reach Redis. */
    public enum WhenUnavailable {
        /** It tries until it can. */
        RECONNECT,
        /** It ends when it could not for as long as its lease, for whoever has it started again. */
        EXIT
    }

    /**
     * What a task may be.
     *
     * @param timeout {@code dibs.tasks.timeout}
     * @param retry {@code dibs.tasks.retry} and {@code dibs.tasks.retry-on}
     * @param allowedPackages {@code dibs.tasks.allowed-packages}
     * @param maxBytes {@code dibs.tasks.max-bytes}
     * @param redactErrors {@code dibs.tasks.redact-errors}
     * @param immediateLimit {@code dibs.tasks.immediate-limit}
     * @param versionGate {@code dibs.tasks.version-gate}
     * @param mostListed {@code dibs.lists.max-tasks}
     */
    public record Tasks(
            Optional<Duration> timeout,
            RetryPolicy retry,
            List<String> allowedPackages,
            int maxBytes,
            boolean redactErrors,
            Duration immediateLimit,
            VersionGate versionGate,
            int mostListed) {}

    /** Which versions of the application's modules may run a task that says nothing about it. */
    public enum VersionGate {
        /** That of the module of its method in the process that dispatches it, and later ones. */
        DISPATCHER,
        /** All. */
        NONE
    }

    /**
     * Who may listen to events.
     *
     * @param maxListeners {@code dibs.events.max-listeners}
     * @param buffer {@code dibs.events.buffer}
     */
    public record Events(int maxListeners, int buffer) {}

    /**
     * Who may be told of the end of tasks.
     *
     * @param allowedHosts {@code dibs.webhooks.allowed-hosts}
     * @param allowHttp {@code dibs.webhooks.allow-http}
     * @param secrets {@code dibs.webhooks.secrets}
     * @param timeout {@code dibs.webhooks.timeout}
     * @param api {@code dibs.webhooks.api}
     * @param includeResult {@code dibs.webhooks.include-result}
     */
    public record Webhooks(
            List<String> allowedHosts,
            boolean allowHttp,
            List<String> secrets,
            Duration timeout,
            String api,
            boolean includeResult) {
        @Override
        public String toString() {
            return "Webhooks[allowedHosts=" + allowedHosts + ", allowHttp=" + allowHttp + "]"; // Without the secrets.
        }
    }

    /**
     * What is a problem.
     *
     * @param interval {@code dibs.problems.interval}
     * @param waiting {@code dibs.problems.waiting}
     * @param running {@code dibs.problems.running}
     * @param progress {@code dibs.problems.progress}
     * @param audit {@code dibs.problems.audit}
     */
    public record Problems(Duration interval, Duration waiting, Duration running, Duration progress, Duration audit) {}

    /**
     * Reads and checks all settings.
     *
     * @param source gives the text of a setting
     * @throws InvalidSettingsException if any is wrong; the message has one sentence for each mistake
     */
    public static Settings read(Function<String, Optional<String>> source) {
        SettingsReader reader = new SettingsReader(source);
        Settings settings = new Settings(
                store(reader), worker(reader), tasks(reader), events(reader), webhooks(reader), problems(reader));
        reader.check();
        if (settings.worker().lease().compareTo(settings.store().timeout().multipliedBy(3)) < 0) {
            reader.mistake("dibs.worker.lease is " + settings.worker().lease() + "; it must be at least three times"
                    + " dibs.redis.timeout, which is " + settings.store().timeout() + ".");
        }
        reader.check();
        return settings;
    }

    private static StoreSettings store(SettingsReader reader) {
        return new StoreSettings(
                reader.matching("dibs.domain", "[A-Za-z0-9._-]{1,64}", "1 to 64 letters, digits, '.', '_' and '-'"),
                reader.redisUrl("dibs.redis.url"),
                reader.optional("dibs.redis.user"),
                reader.optional("dibs.redis.password"),
                reader.duration("dibs.redis.timeout", Duration.ofMillis(50), Duration.ofSeconds(60)),
                reader.integer("dibs.redis.max-connections", 2, 1000),
                retention(reader),
                new StoreSettings.Replication(
                        reader.integer("dibs.redis.wait-replicas", 0, 100),
                        reader.duration("dibs.redis.wait-timeout", Duration.ofMillis(10), Duration.ofSeconds(60))),
                new StoreSettings.Sealing(
                        reader.keys("dibs.encryption.keys"),
                        reader.keys("dibs.signing.keys"),
                        reader.bool("dibs.signing.required")),
                reader.tls("dibs.redis.ca-file", "dibs.redis.client-certificate-file", "dibs.redis.client-key-file"));
    }

    private static StoreSettings.Retention retention(SettingsReader reader) {
        Duration age = reader.duration("dibs.tasks.keep.age", SHORTEST_AGE, LONGEST_AGE);
        return new StoreSettings.Retention(
                reader.integer("dibs.tasks.keep.completed", 100, 10_000_000),
                reader.integer("dibs.tasks.keep.failed", 100, 10_000_000),
                reader.integer("dibs.tasks.keep.canceled", 100, 10_000_000),
                new StoreSettings.Ages(
                        age(reader, "dibs.tasks.keep.age.completed", age),
                        age(reader, "dibs.tasks.keep.age.failed", age),
                        age(reader, "dibs.tasks.keep.age.canceled", age)));
    }

    private static Duration age(SettingsReader reader, String key, Duration otherwise) {
        return reader.optionalDuration(key, SHORTEST_AGE, LONGEST_AGE).orElse(otherwise);
    }

    private static Worker worker(SettingsReader reader) {
        return new Worker(
                reader.integer("dibs.worker.count", 0, 1000),
                WorkerName.expand(reader.matching(
                        "dibs.worker.name", "[^/\\p{Cntrl}]{1,200}", "1 to 200 characters, none of them '/'")),
                reader.queues("dibs.worker.queues"),
                reader.duration("dibs.worker.lease", Duration.ofSeconds(1), Duration.ofHours(1)),
                reader.durationOrForever("dibs.worker.grace", Duration.ofDays(36_500)),
                reader.optional("dibs.worker.directory")
                        .map(Path::of)
                        .orElse(Path.of(System.getProperty("java.io.tmpdir"), "dibs")),
                reader.choice("dibs.redis.when-unavailable", WhenUnavailable.class));
    }

    private static Tasks tasks(SettingsReader reader) {
        return new Tasks(
                reader.optionalDuration("dibs.tasks.timeout", Duration.ofMillis(1), Duration.ofDays(36_500)),
                reader.retry("dibs.tasks.retry", "dibs.tasks.retry-on"),
                reader.packages("dibs.tasks.allowed-packages"),
                reader.integer("dibs.tasks.max-bytes", 1024, 64 * 1024 * 1024),
                reader.bool("dibs.tasks.redact-errors"),
                reader.duration("dibs.tasks.immediate-limit", Duration.ofMillis(100), Duration.ofHours(1)),
                reader.choice("dibs.tasks.version-gate", VersionGate.class),
                reader.integer("dibs.lists.max-tasks", 1_000, 100_000_000));
    }

    private static Webhooks webhooks(SettingsReader reader) {
        Webhooks webhooks = new Webhooks(
                reader.hosts("dibs.webhooks.allowed-hosts"),
                reader.bool("dibs.webhooks.allow-http"),
                reader.secrets("dibs.webhooks.secrets", SHORTEST_SECRET),
                reader.duration("dibs.webhooks.timeout", Duration.ofMillis(100), Duration.ofMinutes(5)),
                reader.matching(
                        "dibs.webhooks.api",
                        "(https?://[^/\\s]+)?/(\\S*/)?",
                        "a path, or a URL that begins with http:// or https://, with a slash at its end"),
                reader.bool("dibs.webhooks.include-result"));
        if (!webhooks.allowedHosts().isEmpty() && webhooks.secrets().isEmpty()) {
            reader.mistake(
                    "dibs.webhooks.secrets is empty, and dibs.webhooks.allowed-hosts is not: webhooks are signed, so"
                            + " they need a secret.");
        }
        return webhooks;
    }

    private static Problems problems(SettingsReader reader) {
        Duration shortest = Duration.ofSeconds(1);
        Duration longest = Duration.ofDays(36_500);
        Duration interval = reader.duration("dibs.problems.interval", Duration.ZERO, Duration.ofHours(1));
        if (!interval.isZero() && interval.compareTo(shortest) < 0) {
            reader.mistake("dibs.problems.interval is " + interval + "; it must be PT0S, or from PT1S to PT1H.");
        }
        Duration audit = reader.duration("dibs.problems.audit", Duration.ZERO, longest);
        if (!audit.isZero() && audit.compareTo(Duration.ofMinutes(1)) < 0) {
            reader.mistake("dibs.problems.audit is " + audit + "; it must be PT0S, or PT1M or more.");
        }
        return new Problems(
                interval,
                reader.duration("dibs.problems.waiting", shortest, longest),
                reader.duration("dibs.problems.running", shortest, longest),
                reader.duration("dibs.problems.progress", shortest, longest),
                audit);
    }

    private static Events events(SettingsReader reader) {
        return new Events(
                reader.integer("dibs.events.max-listeners", 1, 100_000),
                reader.integer("dibs.events.buffer", 10, 100_000));
    }

    /** The default of {@code dibs.redis.url}, for those who must go on with a wrong one until all mistakes are known. */
    static final URI NOWHERE = URI.create("redis://127.0.0.1:6379");
}
