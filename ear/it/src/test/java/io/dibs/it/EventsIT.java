package io.dibs.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Event streams over HTTP, of a server. */
@Timeout(120)
@ExtendWith(RunningDibs.class)
class EventsIT {
    private final RestApi api = new RestApi(RunningDibs.baseUri());
    private final ExampleTasks tasks = new ExampleTasks(api);

    private static String field(Iterator<String> lines, String name) {
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith(name + ": ")) {
                return line.substring(name.length() + 2);
            }
        }
        throw new AssertionError("The stream has ended, and there was no field '" + name + "'.");
    }

    @Test
    void what_happens_is_told_at_once_and_a_client_resumes_where_it_was() throws Exception {
        String last;
        try (Stream<String> stream = open("events", Map.of())) {
            Iterator<String> lines = stream.iterator();
            assertThat(field(lines, "retry")).isEqualTo("3000");
            last = field(lines, "id");
        }
        String missed = tasks.purge();
        try (Stream<String> stream = open("events?queue=default", Map.of("Last-Event-ID", last))) {
            Iterator<String> lines = stream.iterator();
            assertThat(field(lines, "id")).isEqualTo(last);
            assertThat(field(lines, "data")).contains(missed, "\"from\":null", "\"state\":\"waiting\"");
            assertThat(field(lines, "event")).isEqualTo("task");
        }
    }

    @Test
    void the_stream_of_a_task_ends_with_it() throws Exception {
        String task = tasks.purge();
        List<String> lines;
        try (Stream<String> stream = open(task + "/events", Map.of())) {
            lines = stream.toList();
        }
        assertThat(lines).contains("id: completed");
        assertThat(lines.get(lines.size() - 2)).startsWith("data: ").contains("\"state\":\"completed\"");
        HttpResponse<Stream<String>> again = api.stream(task + "/events", Map.of("Last-Event-ID", "completed"));
        assertThat(again.statusCode()).isEqualTo(204);
    }

    @Test
    void what_cannot_be_answered_is_a_problem_as_elsewhere() throws Exception {
        api.get("events?colour=red").problem(400, "colour");
        api.get("tasks/" + UUID.randomUUID() + "/events").problem(404, null);
    }

    private Stream<String> open(String path, Map<String, String> headers) throws Exception {
        HttpResponse<Stream<String>> response = api.stream(path, headers);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        assertThat(response.headers().firstValue("Correlation-ID")).isPresent();
        return response.body();
    }
}
