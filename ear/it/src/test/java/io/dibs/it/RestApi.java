package io.dibs.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.json.Json;
import jakarta.json.JsonObject;

/**
 * The REST API of a running Dibs.
 *
 * @param authorization the credentials of whoever asks; null for nobody
 * @param headers what each request has beside that
 */
public record RestApi(URI server, String authorization, Map<String, String> headers) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String JSON = "application/json";

    /** As the administrator asks it. */
    public RestApi(URI server) {
        this(server, TestUsers.ROOT, Map.of());
    }

    /** As somebody else asks it; null for nobody. */
    public RestApi as(String authorization) {
        return new RestApi(server, authorization, headers);
    }

    /** With these headers in each request. */
    public RestApi with(Map<String, String> headers) {
        return new RestApi(server, authorization, headers);
    }

    public Answer get(String path) throws Exception {
        return send("GET", path, null, BodyPublishers.noBody());
    }

    public Answer delete(String path) throws Exception {
        return send("DELETE", path, null, BodyPublishers.noBody());
    }

    public Answer post(String path, String json) throws Exception {
        return send("POST", path, JSON, BodyPublishers.ofString(json));
    }

    public Answer patch(String path, String json) throws Exception {
        return send("PATCH", path, JSON, BodyPublishers.ofString(json));
    }

    /** A path is relative to the API, or an href. */
    public Answer send(String method, String path, String type, BodyPublisher body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        server.resolve("/dibs/api/v1/").resolve(path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        headers.forEach(request::header);
        if (type != null) {
            request.header("Content-Type", type);
        }
        return new Answer(CLIENT.send(request.build(), BodyHandlers.ofString()));
    }

    /** Asks for an event stream, whose lines come as they are told. */
    public HttpResponse<Stream<String>> stream(String path, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        server.resolve("/dibs/api/v1/").resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Accept", "text/event-stream");
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        headers.forEach(request::header);
        return CLIENT.send(request.build(), BodyHandlers.ofLines());
    }

    public record Answer(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public JsonObject json() {
            return Json.createReader(new StringReader(response.body())).readObject();
        }

        public String text(String field) {
            return json().getString(field);
        }

        public Answer ok() {
            assertThat(status()).as(response.body()).isEqualTo(200);
            return this;
        }

        /** A problem of this status, that names this field if it is not null. */
        public Answer problem(int status, String field) {
            assertThat(status()).as(response.body()).isEqualTo(status);
            assertThat(header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(json().getInt("status")).isEqualTo(status);
            assertThat(text("detail")).isNotBlank();
            assertThat(text("instance")).isEqualTo(response.uri().getRawPath());
            assertThat(json().getString("field", null)).isEqualTo(field);
            assertThat(response.body()).doesNotContain("Exception", "io.dibs.", "\tat ");
            return this;
        }

        /** The href of the task that was dispatched. */
        public String task() {
            assertThat(status()).as(response.body()).isEqualTo(202);
            assertThat(header("Location")).endsWith(text("task"));
            return text("task");
        }
    }
}
