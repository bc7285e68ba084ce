package io.dibs.store;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

import io.dibs.RetryPolicy;
import io.dibs.Task;
import io.dibs.json.Json;

/**
 * What a task has besides its method, queue and reservations. The store keeps it as one JSON object; of that, its scripts
 * read the retry policy alone, when an attempt has failed.
 */
public record Attributes(
        Optional<String> description,
        Optional<String> group,
        Optional<Duration> timeout,
        Optional<String> correlationId,
        RetryPolicy retry,
        Task.Origin origin,
        Map<String, String> minimumVersions,
        List<UUID> dependencies) {
    /** Without any. */
    public static final Attributes NONE = new Attributes(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            RetryPolicy.NONE,
            Task.Origin.UNKNOWN,
            Map.of(),
            List.of());

    /** The same with another retry policy. */
    public Attributes with(RetryPolicy policy) {
        return new Attributes(
                description, group, timeout, correlationId, policy, origin, minimumVersions, dependencies);
    }

    /** The same with a time limit. */
    public Attributes with(Duration limit) {
        return new Attributes(
                description, group, Optional.of(limit), correlationId, retry, origin, minimumVersions, dependencies);
    }

    /** The same with another origin. */
    public Attributes with(Task.Origin other) {
        return new Attributes(description, group, timeout, correlationId, retry, other, minimumVersions, dependencies);
    }

    /** The same with another correlation id, or none. */
    public Attributes correlated(Optional<String> id) {
        return new Attributes(description, group, timeout, id, retry, origin, minimumVersions, dependencies);
    }

    /** The same with a correlation id. */
    public Attributes correlated(String id) {
        return correlated(Optional.of(id));
    }

    /** The same, depending on other tasks. */
    public Attributes after(List<UUID> tasks) {
        return new Attributes(
                description, group, timeout, correlationId, retry, origin, minimumVersions, List.copyOf(tasks));
    }

    /** The same with the oldest versions of modules that may run it. */
    public Attributes demanding(Map<String, String> versions) {
        return new Attributes(description, group, timeout, correlationId, retry, origin, versions, dependencies);
    }

    /** The same in a group. */
    public Attributes inGroup(String name) {
        return new Attributes(
                description, Optional.of(name), timeout, correlationId, retry, origin, minimumVersions, dependencies);
    }

    String encode() {
        JsonObjectBuilder values = Json.object();
        description.ifPresent(value -> values.add("description", value));
        group.ifPresent(value -> values.add("group", value));
        timeout.ifPresent(value -> values.add("timeout_ms", value.toMillis()));
        correlationId.ifPresent(value -> values.add("correlation_id", value));
        if (retry.maxAttempts() > 1) {
            values.add("retry", encode(retry));
        }
        origin.owner().ifPresent(value -> values.add("owner", value));
        origin.schedule().ifPresent(value -> values.add("schedule", value));
        origin.tick().ifPresent(value -> values.add("tick_us", ChronoUnit.MICROS.between(Instant.EPOCH, value)));
        origin.traceparent().ifPresent(value -> values.add("traceparent", value));
        if (origin.immediate()) {
            values.add("immediate", true);
        }
        origin.retryOf().ifPresent(value -> values.add("retry_of", value.toString()));
        if (!minimumVersions.isEmpty()) {
            JsonObjectBuilder versions = Json.object();
            minimumVersions.forEach(versions::add);
            values.add("versions", versions);
        }
        if (!dependencies.isEmpty()) {
            values.add("after", dependencies.stream().map(UUID::toString).collect(Collectors.joining(",")));
        }
        JsonObject object = values.build();
        return object.isEmpty() ? "" : object.toString();
    }

    static Attributes decode(String text) {
        if (text == null || text.isEmpty()) {
            return NONE;
        }
        JsonObject values = Json.readObject(text);
        return new Attributes(
                string(values, "description"),
                string(values, "group"),
                values.containsKey("timeout_ms")
                        ? Optional.of(Duration.ofMillis(
                                values.getJsonNumber("timeout_ms").longValueExact()))
                        : Optional.empty(),
                string(values, "correlation_id"),
                values.containsKey("retry") ? retry(values.getJsonObject("retry")) : RetryPolicy.NONE,
                new Task.Origin(
                        string(values, "owner"),
                        string(values, "schedule"),
                        values.containsKey("tick_us")
                                ? Optional.of(StoredTask.instant(
                                        values.getJsonNumber("tick_us").longValueExact()))
                                : Optional.empty(),
                        string(values, "traceparent"),
                        values.getBoolean("immediate", false),
                        string(values, "retry_of").map(UUID::fromString)),
                versions(values),
                string(values, "after").stream()
                        .flatMap(ids -> Arrays.stream(ids.split(",")))
                        .map(UUID::fromString)
                        .toList());
    }

    private static Map<String, String> versions(JsonObject values) {
        Map<String, String> versions = new TreeMap<>();
        if (values.containsKey("versions")) {
            JsonObject byModule = values.getJsonObject("versions");
            byModule.keySet().forEach(module -> versions.put(module, byModule.getString(module)));
        }
        return versions;
    }

    /** As the scripts read it: see {@code lib/failure.lua}. */
    private static JsonObjectBuilder encode(RetryPolicy retry) {
        JsonObjectBuilder values = Json.object()
                .add("max", retry.maxAttempts())
                .add("first_us", micros(retry.delay()))
                .add("longest_us", micros(retry.maxDelay()));
        if (!retry.exceptions().isEmpty()) {
            values.add("on", String.join(",", retry.exceptions()));
        }
        return values;
    }

    private static RetryPolicy retry(JsonObject values) {
        String on = values.getString("on", "");
        return new RetryPolicy(
                values.getInt("max"),
                duration(values, "first_us"),
                duration(values, "longest_us"),
                on.isEmpty() ? List.of() : List.of(on.split(",")));
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }

    private static Duration duration(JsonObject values, String name) {
        return Duration.of(values.getJsonNumber(name).longValueExact(), ChronoUnit.MICROS);
    }

    private static Optional<String> string(JsonObject values, String name) {
        return Optional.ofNullable(values.getString(name, null));
    }
}
