package io.dibs.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.json.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.dibs.conformance.EventStream.Event;

/** {@code GET events} and {@code GET tasks/{id}/events}. */
@ConformanceTest
class EventsIT {
    private final Client client = Server.administrator();
    private Tasks tasks;

    @BeforeEach
    void start() throws Exception {
        tasks = new Tasks(client);
    }

    @AfterEach
    void stop() throws Exception {
        tasks.end();
    }

    @Test
    void a_stream_of_a_task_begins_with_its_state_and_ends_after_its_final_one() throws Exception {
        String task = tasks.running(tasks.repository());
        try (EventStream events = EventStream.open(client, task + "/events")) {
            assertThat(events.status()).isEqualTo(200);
            assertThat(events.type()).startsWith("text/event-stream");
            JsonObject present = events.next().orElseThrow().data();
            assertThat(present.getString("state")).isEqualTo("running");
            assertThat(present.isNull("from")).isTrue();
            assertThat(present.getString("task")).isEqualTo(task);
            tasks.letGo();
            String last = "running";
            for (Optional<Event> event = events.next(); event.isPresent(); event = events.next()) {
                last = event.get().data().getString("state");
            }
            assertThat(last).isEqualTo("completed");
        }
    }

    @Test
    void who_has_the_end_of_a_task_is_told_that_nothing_more_will_come() throws Exception {
        String task = tasks.completed();
        String id;
        try (EventStream events = EventStream.open(client, task + "/events")) {
            Event last = events.next().orElseThrow();
            assertThat(last.data().getString("state")).isEqualTo("completed");
            assertThat(events.next()).isEmpty();
            id = last.id();
        }
        try (EventStream again = EventStream.open(client, task + "/events", "Last-Event-ID", id)) {
            assertThat(again.status()).isEqualTo(204);
        }
    }

    @Test
    void every_change_of_a_task_is_told_in_order() throws Exception {
        try (EventStream events = EventStream.open(client, "events")) {
            assertThat(events.status()).isEqualTo(200);
            events.awaitStart();
            String task = tasks.completed();
            assertThat(states(events, task)).containsExactly("waiting", "running", "completed");
        }
    }

    @Test
    void a_client_that_comes_back_is_told_what_it_missed() throws Exception {
        String id;
        try (EventStream events = EventStream.open(client, "events")) {
            events.awaitStart();
            String first = tasks.completed();
            id = ends(events, first).id();
        }
        String second = tasks.failed();
        try (EventStream events = EventStream.open(client, "events", "Last-Event-ID", id)) {
            assertThat(states(events, second)).containsExactly("waiting", "running", "failed");
        }
        try (EventStream events = EventStream.open(client, "events?last_event_id=" + id)) {
            assertThat(states(events, second)).containsExactly("waiting", "running", "failed");
        }
    }

    @Test
    void a_filter_keeps_other_events_away() throws Exception {
        try (EventStream events = EventStream.open(client, "events?state=failed")) {
            events.awaitStart();
            tasks.completed();
            String failed = tasks.failed();
            Event event = ends(events, failed);
            assertThat(event.data().getString("from")).isEqualTo("running");
        }
    }

    @Test
    void an_id_that_is_too_old_begins_with_a_reset() throws Exception {
        try (EventStream events = EventStream.open(client, "events", "Last-Event-ID", "1-0")) {
            assertThat(events.next().orElseThrow().name()).isEqualTo("reset");
        }
    }

    @ParameterizedTest
    @CsvSource({"events?colour=red, colour", "events?state=asleep, state", "events?name=a&name=b, name"})
    void a_parameter_that_is_wrong_is_named(String path, String field) throws Exception {
        client.get(path).problem(400, field);
    }

    @Test
    void a_task_that_is_not_there_has_no_events() throws Exception {
        client.get("tasks/" + UUID.randomUUID() + "/events").problem(404);
    }

    /** The states that a task goes through, up to the final one. */
    private static List<String> states(EventStream events, String task) throws Exception {
        List<String> states = new ArrayList<>();
        while (true) {
            Event event = events.next().orElseThrow();
            if (event.name().equals("task") && event.data().getString("task").equals(task)) {
                states.add(event.data().getString("state"));
                if (!List.of("waiting", "running", "canceling").contains(states.get(states.size() - 1))) {
                    return states;
                }
            }
        }
    }

    /** The event that tells of the end of a task; all that come before are of states that were asked for. */
    private static Event ends(EventStream events, String task) throws Exception {
        Event event = events.next().orElseThrow();
        while (!event.data().getString("task", "").equals(task)
                || List.of("waiting", "running").contains(event.data().getString("state"))) {
            event = events.next().orElseThrow();
        }
        return event;
    }
}
