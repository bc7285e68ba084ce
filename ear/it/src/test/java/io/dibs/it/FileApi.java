package io.dibs.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import jakarta.json.Json;
import jakarta.json.JsonObject;

/** The example's API, as a test uses it. */
final class FileApi {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private static final Set<String> FINAL = Set.of("completed", "failed", "canceled");

    private final URI base;

    FileApi(URI base) {
        this.base = base;
    }

    /** A name that no other test uses. */
    static String name() {
        return "n" + UUID.randomUUID();
    }

    String remote(String url) throws Exception {
        String name = name();
        assertThat(send("POST", "api/v1/file/remotes", "{\"name\":\"" + name + "\",\"url\":\"" + url + "\"}")
                        .statusCode())
                .isEqualTo(201);
        return name;
    }

    String repository() throws Exception {
        String name = name();
        assertThat(send("POST", "api/v1/file/repositories", "{\"name\":\"" + name + "\"}")
                        .statusCode())
                .isEqualTo(201);
        return name;
    }

    /** Dispatches a synchronisation; gives its task's href. */
    String sync(String repository, String remote) throws Exception {
        return sync(repository, remote, false);
    }

    String sync(String repository, String remote, boolean mirror) throws Exception {
        return accepted(send(
                "POST",
                "api/v1/file/repositories/" + repository + "/sync",
                "{\"remote\":\"" + remote + "\",\"mirror\":" + mirror + "}"));
    }

    String publish(String repository, String body) throws Exception {
        return accepted(send("POST", "api/v1/file/repositories/" + repository + "/publish", body));
    }

    String delete(String repository) throws Exception {
        return accepted(send("DELETE", "api/v1/file/repositories/" + repository, null));
    }

    /** The task's href in an answer, which must say 202, and where the task must already be. */
    String accepted(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        String href = json(answer.body()).getString("task");
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith(href);
        assertThat(get(href).getString("href")).isEqualTo(href);
        return href;
    }

    /** The task once it is final. */
    JsonObject ended(String task) {
        return await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> get(task), found -> FINAL.contains(found.getString("state")));
    }

    JsonObject completed(String task) {
        JsonObject ended = ended(task);
        assertThat(ended.getString("state")).as(ended.toString()).isEqualTo("completed");
        return ended;
    }

    /** What a task that failed says about it. */
    String failure(String task) {
        JsonObject ended = ended(task);
        assertThat(ended.getString("state")).as(ended.toString()).isEqualTo("failed");
        return ended.getJsonObject("error").getString("description");
    }

    void running(String task) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> get(task).getString("state").equals("running"));
    }

    static Instant time(JsonObject task, String field) {
        return Instant.parse(task.getString(field));
    }

    int latestVersion(String repository) throws Exception {
        return get("api/v1/file/repositories/" + repository).getInt("latest_version");
    }

    JsonObject get(String path) throws Exception {
        HttpResponse<String> answer = send("GET", path, null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer.body());
    }

    HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest.Builder request =
                TestUsers.signIn(HttpRequest.newBuilder(base.resolve(path))).timeout(Duration.ofSeconds(60));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    /** Fetches published content. */
    HttpResponse<byte[]> content(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve("content/" + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
