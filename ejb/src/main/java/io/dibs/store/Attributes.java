package io.dibs.store;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import jakarta.json.JsonObject;

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
        Map<String, Object> values = new LinkedHashMap<>();
        description.ifPresent(value -> values.put("description", value));
        group.ifPresent(value -> values.put("group", value));
        timeout.ifPresent(value -> values.put("timeout_ms", value.toMillis()));
        correlationId.ifPresent(value -> values.put("correlation_id", value));
        return values.isEmpty() ? "" : Json.object(values);
    }

    static Attributes decode(String text) {
        if (text == null || text.isEmpty()) {
            return NONE;
        }
        JsonObject values = Json.object(text);
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
