package io.dibs.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;

/** Server-sent events, as any client reads them: blank lines end them, comments are ignored. */
final class EventStream implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    private EventStream(HttpResponse<InputStream> response) {
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /**
     * An event.
     *
     * @param name its kind
     * @param id by which to resume
     * @param data what it tells
     */
    record Event(String name, String id, JsonObject data) {}

    /** Listens, with headers as names and values in turn. */
    static EventStream open(Client client, String path, String... headers) throws Exception {
        var request = client.request(path).header("Accept", "text/event-stream");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return new EventStream(HTTP.send(request.build(), BodyHandlers.ofInputStream()));
    }

    int status() {
        return response.statusCode();
    }

    String type() {
        return header("Content-Type");
    }

    /** A header; empty if there is none. */
    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** Waits for the next event that has data; nothing at the end of the stream. */
    Optional<Event> next() throws IOException {
        Map<String, String> fields = new HashMap<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty() && fields.containsKey("data")) {
                return Optional.of(new Event(fields.get("event"), fields.get("id"), json(fields.get("data"))));
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.merge(line.substring(0, colon), line.substring(colon + 1).strip(), (old, more) -> more);
            }
        }
        return Optional.empty();
    }

    /** Waits for the event by which a task comes to be in this state; gives it and all since the last one that was read. */
    List<Event> until(String task, String state) throws IOException {
        List<Event> events = new ArrayList<>();
        while (true) {
            Event event = next().orElseThrow();
            events.add(event);
            JsonObject data = event.data();
            if (data.getString("task", "").equals(task)
                    && data.getString("state").equals(state)) {
                return events;
            }
        }
    }

    /** Waits for the first line, which comes when the server listens on the client's behalf. */
    void awaitStart() throws IOException {
        lines.readLine();
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }
}
