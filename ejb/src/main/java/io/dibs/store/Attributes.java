package io.dibs.store;

import java.time.Duration;
import java.util.Optional;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

import io.dibs.json.Json;

/**
 * What a task has besides its method, queue and reservations. The store keeps it as one JSON object, and does not look
 * into it.
 */
public record Attributes(
        Optional<String> description,
        Optional<String> group,
        Optional<Duration> timeout,
        Optional<String> correlationId) {

    /** Without any. */
    public static final Attributes NONE =
            new Attributes(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    String encode() {
        JsonObjectBuilder values = Json.object();
        description.ifPresent(value -> values.add("description", value));
        group.ifPresent(value -> values.add("group", value));
        timeout.ifPresent(value -> values.add("timeout_ms", value.toMillis()));
        correlationId.ifPresent(value -> values.add("correlation_id", value));
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
                string(values, "correlation_id"));
    }

    private static Optional<String> string(JsonObject values, String name) {
        return Optional.ofNullable(values.getString(name, null));
    }
}
