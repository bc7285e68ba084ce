package io.dibs.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;

/**
 * Someone who asks Dibs.
 *
 * @param base where Dibs answers, with a slash at its end
 * @param authorization the header by which the client says who it is
 */
public record Client(URI base, Optional<String> authorization) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** The header of somebody with a password. */
    static String basic(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    public Answer get(String path) throws Exception {
        return send("GET", path, Map.of());
    }

    /** With headers, as names and values in turn. */
    public Answer get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(path).GET();
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Likewise, without waiting for the answer. */
    CompletableFuture<Answer> later(String path, String... headers) {
        HttpRequest request = request(path).GET().headers(headers).build();
        return HTTP.sendAsync(request, BodyHandlers.ofString()).thenApply(Answer::new);
    }

    public Answer delete(String path) throws Exception {
        return send("DELETE", path, Map.of());
    }

    /** A POST without a body. */
    public Answer post(String path) throws Exception {
        return send("POST", path, Map.of());
    }

    public Answer post(String path, String json) throws Exception {
        return json("POST", path, json);
    }

    public Answer patch(String path, String json) throws Exception {
        return json("PATCH", path, json);
    }

    public Answer json(String method, String path, String json) throws Exception {
        return send(method, path, Map.of("Content-Type", "application/json"), BodyPublishers.ofString(json));
    }

    public Answer send(String method, String path, Map<String, String> headers) throws Exception {
        return send(method, path, headers, BodyPublishers.noBody());
    }

    /** A path is relative to the API, or an href. */
    public Answer send(String method, String path, Map<String, String> headers, BodyPublisher body) throws Exception {
        HttpRequest.Builder request = request(path).method(method, body);
        headers.forEach(request::header);
        return send(request);
    }

    /** A request that says who asks, for what has its own way of reading the answer. */
    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(TIMEOUT);
        authorization.ifPresent(value -> request.header("Authorization", value));
        return request;
    }

    private URI uri(String path) {
        return base.resolve("api/v1/").resolve(path);
    }

    private static Answer send(HttpRequest.Builder request) throws Exception {
        return new Answer(HTTP.send(request.build(), BodyHandlers.ofString()));
    }

    /** All things of a paged list, page by page. */
    public Map<String, JsonObject> all(String list) throws Exception {
        Map<String, JsonObject> found = new LinkedHashMap<>();
        JsonValue next = null;
        do {
            JsonObject page = get(next == null ? list : ((JsonString) next).getString())
                    .ok()
                    .json();
            for (JsonObject thing : page.getJsonArray("results").getValuesAs(JsonObject.class)) {
                assertThat(found.put(thing.getString("href"), thing))
                        .as("listed twice in %s", list)
                        .isNull();
            }
            next = page.get("next");
        } while (next != JsonValue.NULL);
        return found;
    }
}
