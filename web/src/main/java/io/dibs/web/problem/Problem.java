package io.dibs.web.problem;

import java.util.Optional;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;

/**
 * What the caller is told when a request fails (RFC 9457). Its type is {@code about:blank}: the status says it all.
 *
 * @param status the HTTP status
 * @param detail what is wrong, for people
 * @param field the parameter or field that is wrong
 * @param state the state of a task that does not allow what was asked for
 */
public record Problem(int status, String detail, Optional<String> field, Optional<String> state) {
    /** The media type. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** A problem that has no one field. */
    public static Problem of(int status, String detail) {
        return new Problem(status, detail, Optional.empty(), Optional.empty());
    }

    /** The problem as JSON text, of a request for this path. */
    public String toJson(String path) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("type", "about:blank")
                .add("title", StatusText.title(status))
                .add("status", status)
                .add("detail", detail == null ? StatusText.detail(status) : detail)
                .add("instance", path);
        field.ifPresent(name -> json.add("field", name));
        state.ifPresent(text -> json.add("state", text));
        return json.build().toString();
    }
}
