package io.dibs.web.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;

/** The API as {@code META-INF/openapi.yaml} describes it. */
public final class Description {
    private static final String BASE = "/api/v1/";

    private final SwaggerParseResult parsed;
    private final OpenAPI document;

    private Description(SwaggerParseResult parsed) {
        this.parsed = parsed;
        document = parsed.getOpenAPI();
    }

    public static Description read() {
        try (InputStream in = Description.class.getResourceAsStream("/META-INF/openapi.yaml")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Description(new OpenAPIV3Parser().readContents(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a parser finds wrong with the document. */
    public List<String> mistakes() {
        return parsed.getMessages();
    }

    /**
     * An operation.
     *
     * @param inPath the parameters of its path
     * @param taken what it takes, if anything
     */
    public record Described(Operation operation, List<Parameter> inPath, Optional<RequestBody> taken) {
        /** The names of the parameters that are in the path, or in the query. */
        public Set<String> parameters(String in) {
            List<Parameter> all = new ArrayList<>(inPath);
            all.addAll(Optional.ofNullable(operation.getParameters()).orElse(List.of()));
            return all.stream()
                    .filter(parameter -> parameter.getIn().equals(in))
                    .map(Parameter::getName)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        /** The statuses that it may answer. */
        public Set<String> statuses() {
            return operation.getResponses().keySet();
        }

        /** The schemas of what it answers when it succeeds, as far as that is JSON, or events whose data is. */
        public List<Schema<?>> answers() {
            return operation.getResponses().entrySet().stream()
                    .filter(response -> response.getKey().startsWith("2"))
                    .map(Map.Entry::getValue)
                    .map(ApiResponse::getContent)
                    .filter(Objects::nonNull)
                    .flatMap(content ->
                            Stream.of("application/json", "text/event-stream").map(content::get))
                    .filter(Objects::nonNull)
                    .<Schema<?>>map(MediaType::getSchema)
                    .flatMap(schema -> alternatives(schema).stream())
                    .toList();
        }

        private static List<Schema<?>> alternatives(Schema<?> schema) {
            List<Schema<?>> alternatives = new ArrayList<>();
            if (schema.getOneOf() == null) {
                alternatives.add(schema);
            } else {
                schema.getOneOf().forEach(alternatives::add);
            }
            return alternatives;
        }

        /** The schema of what it takes. */
        public Optional<Schema<?>> body() {
            return taken.map(body -> body.getContent().get("application/json")).map(MediaType::getSchema);
        }
    }

    /** All operations by method and path below the API's, such as {@code GET tasks/{id}}. */
    public Map<String, Described> operations() {
        Map<String, Described> operations = new TreeMap<>();
        document.getPaths().forEach((path, item) -> item.readOperationsMap()
                .forEach((verb, operation) -> operations.put(
                        verb + " " + below(path),
                        new Described(operation, parameters(item), body(operation.getRequestBody())))));
        return operations;
    }

    /** What an operation takes; several may share it. */
    private Optional<RequestBody> body(RequestBody body) {
        return Optional.ofNullable(body)
                .map(RequestBody::get$ref)
                .map(ref -> document.getComponents().getRequestBodies().get(ref.substring(ref.lastIndexOf('/') + 1)))
                .or(() -> Optional.ofNullable(body));
    }

    private static List<Parameter> parameters(PathItem item) {
        return Optional.ofNullable(item.getParameters()).orElse(List.of());
    }

    private static String below(String path) {
        if (!path.startsWith(BASE)) {
            throw new IllegalStateException(path + " is not below " + BASE);
        }
        return path.substring(BASE.length());
    }

    /** The schema of that name. */
    public Schema<?> schema(String name) {
        return Optional.<Schema<?>>ofNullable(
                        document.getComponents().getSchemas().get(name))
                .orElseThrow(() -> new IllegalArgumentException("There is no schema " + name + "."));
    }

    public Set<String> schemas() {
        return document.getComponents().getSchemas().keySet();
    }

    /** The name of the schema that a schema only refers to. */
    static Optional<String> reference(Schema<?> schema) {
        return Optional.ofNullable(schema.get$ref()).map(ref -> ref.substring(ref.lastIndexOf('/') + 1));
    }
}
