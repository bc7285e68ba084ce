package io.dibs.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.List;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;

/**
 * What Dibs answered.
 *
 * @param response as it came
 */
public record Answer(HttpResponse<String> response) {
    public int status() {
        return response.statusCode();
    }

    public String body() {
        return response.body();
    }

    /** A header; empty if there is none. */
    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** All values of a header. */
    List<String> headers(String name) {
        return response.headers().allValues(name);
    }

    public JsonObject json() {
        try (JsonReader reader = Json.createReader(new StringReader(body()))) {
            return reader.readObject();
        }
    }

    public String text(String field) {
        return json().getString(field);
    }

    public Answer status(int expected) {
        assertThat(status()).as("%s answered %s", response.request(), body()).isEqualTo(expected);
        return this;
    }

    /** 200, with JSON. */
    public Answer ok() {
        assertThat(status(200).header("Content-Type")).startsWith("application/json");
        return this;
    }

    /** A problem of this status, in the form that all failures have. */
    public Answer problem(int expected) {
        assertThat(status(expected).header("Content-Type")).isEqualTo("application/problem+json");
        JsonObject problem = json();
        assertThat(problem.getString("type")).isEqualTo("about:blank");
        assertThat(problem.getString("title")).isNotBlank();
        assertThat(problem.getInt("status")).isEqualTo(expected);
        assertThat(problem.getString("detail")).isNotBlank();
        assertThat(problem.getString("instance")).isEqualTo(response.uri().getRawPath());
        assertThat(body()).doesNotContain("Exception", "io.dibs.", "\tat ");
        return this;
    }

    /** A problem that names the field or parameter which is wrong. */
    public Answer problem(int expected, String field) {
        assertThat(problem(expected).json().getString("field", null)).isEqualTo(field);
        return this;
    }

    /** A 409 that tells the state for which it is one. */
    public Answer conflict(String state) {
        assertThat(problem(409).text("state")).isEqualTo(state);
        return this;
    }

    /** 202, with a task; gives its href. */
    public String task() {
        String task = status(202).text("task");
        assertThat(header("Location")).endsWith(task);
        return task;
    }
}
