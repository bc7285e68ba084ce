package io.dibs.conformance.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/**
 * What the server says that it takes.
 *
 * @param document its OpenAPI document
 * @param operations all that it has
 */
record Description(JsonObject document, List<Operation> operations) {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /**
     * A method of a path.
     *
     * @param path the path below the application's, such as {@code /api/v1/tasks/{id}}
     * @param method such as {@code GET}
     * @param query the names of its query parameters
     * @param body the fields of its body, and what they are; nothing if it takes none
     * @param streams whether its answer has no end
     */
    record Operation(
            String path, String method, List<String> query, Optional<Map<String, JsonValue>> body, boolean streams) {
        boolean reads() {
            return method.equals("GET");
        }

        boolean hasPathParameters() {
            return path.contains("{");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static Description of(JsonObject document) {
        List<Operation> operations = new ArrayList<>();
        document.getJsonObject("paths")
                .forEach((path, item) -> item.asJsonObject().forEach((method, operation) -> {
                    if (METHODS.contains(method)) {
                        operations.add(
                                operation(document, path, method, item.asJsonObject(), operation.asJsonObject()));
                    }
                }));
        return new Description(document, List.copyOf(operations));
    }

    private static Operation operation(
            JsonObject document, String path, String method, JsonObject item, JsonObject operation) {
        List<String> query = Stream.concat(parameters(item), parameters(operation))
                .map(parameter -> resolved(document, parameter))
                .filter(parameter -> parameter.getString("in", "").equals("query"))
                .map(parameter -> parameter.getString("name"))
                .distinct()
                .toList();
        return new Operation(
                path,
                method.toUpperCase(Locale.ROOT),
                query,
                Optional.ofNullable(operation.getJsonObject("requestBody"))
                        .map(body -> fields(document, resolved(document, body))),
                operation.toString().contains("text/event-stream"));
    }

    private static Stream<JsonObject> parameters(JsonObject holder) {
        JsonArray parameters = holder.getJsonArray("parameters");
        return parameters == null ? Stream.empty() : parameters.getValuesAs(JsonObject.class).stream();
    }

    private static Map<String, JsonValue> fields(JsonObject document, JsonObject body) {
        JsonObject content = body.getJsonObject("content");
        JsonObject schema = content.values().iterator().next().asJsonObject().getJsonObject("schema");
        JsonObject properties =
                schema == null ? null : resolved(document, schema).getJsonObject("properties");
        return properties == null ? Map.of() : properties;
    }

    /** What a reference stands for. */
    static JsonObject resolved(JsonObject document, JsonObject value) {
        JsonObject found = value;
        while (found.containsKey("$ref")) {
            JsonValue target = document;
            for (String name : found.getString("$ref").substring(2).split("/")) {
                target = target.asJsonObject().get(name);
            }
            found = target.asJsonObject();
        }
        return found;
    }

    /** The type of a field, such as {@code string}; empty if it is not simple. */
    String type(JsonValue schema) {
        return resolved(document, schema.asJsonObject()).getString("type", "");
    }
}
