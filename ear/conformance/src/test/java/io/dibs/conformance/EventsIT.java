package io.dibs.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.json.JsonObject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.dibs.conformance.EventStream.Event;

/** {@code GET events} and {@code GET tasks/{id}/events}. */
@ConformanceTest
class EventsIT {
    private final Client client = Server.administrator();

    @RegisterExtension
    final Tasks tasks = new Tasks(client);

    @Test
    void a_stream_of_a_task_begins_with_its_state_and_ends_after_its_final_one() throws Exception {
        String task = tasks.running();
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
            assertThat(states(events, task, "completed")).containsExactly("waiting", "running", "completed");
        }
    }

    @Test
    void a_client_that_comes_back_is_told_what_it_missed() throws Exception {
        String id;
        try (EventStream events = EventStream.open(client, "events")) {
            events.awaitStart();
            String first = tasks.completed();
            id = last(events.until(first, "completed")).id();
        }
        String second = tasks.failed();
        try (EventStream events = EventStream.open(client, "events", "Last-Event-ID", id)) {
            assertThat(states(events, second, "failed")).containsExactly("waiting", "running", "failed");
        }
        try (EventStream events = EventStream.open(client, "events?last_event_id=" + id)) {
            assertThat(states(events, second, "failed")).containsExactly("waiting", "running", "failed");
        }
    }

    @Test
    void a_filter_keeps_other_events_away() throws Exception {
        try (EventStream events = EventStream.open(client, "events?state=failed")) {
            events.awaitStart();
            tasks.completed();
            String failed = tasks.failed();
            List<Event> all = events.until(failed, "failed");
            assertThat(last(all).data().getString("from")).isEqualTo("running");
            assertThat(all).extracting(event -> event.data().getString("state")).containsOnly("failed");
        }
    }

    @Test
    void an_id_that_is_too_old_begins_with_a_reset() throws Exception {
        try (EventStream events = EventStream.open(client, "events", "Last-Event-ID", "1-0")) {
            assertThat(events.next().orElseThrow().name()).isEqualTo("reset");
        }
    }

    @Test
    void a_task_that_is_not_there_has_no_events() throws Exception {
        client.get("tasks/" + UUID.randomUUID() + "/events").problem(404);
    }

    @Test
    void when_as_many_listen_as_may_others_are_told_to_come_later() throws Exception {
        assumeTrue(Server.isOurs(), "It keeps all others from listening.");
        String task = tasks.running();
        List<EventStream> streams = new ArrayList<>();
        EventStream last = EventStream.open(client, task + "/events");
        while (last.status() == 200 && streams.size() < StartedServer.MOST_LISTENERS) {
            streams.add(last);
            last = EventStream.open(client, task + "/events");
        }
        assertThat(last.status()).isEqualTo(503);
        assertThat(last.type()).isEqualTo("application/problem+json");
        assertThat(Integer.parseInt(last.header("Retry-After"))).isPositive();
        last.close();

        tasks.letGo();
        for (EventStream stream : streams) {
            stream.until(task, "completed");
            stream.close();
        }
        Awaitility.await().until(() -> {
            try (EventStream again = EventStream.open(client, "events")) {
                return again.status() == 200;
            }
        });
    }

    /** The states that a task goes through, up to this one. */
    private static List<String> states(EventStream events, String task, String end) throws Exception {
        return events.until(task, end).stream()
                .filter(event -> event.name().equals("task"))
                .map(Event::data)
                .filter(data -> data.getString("task").equals(task))
                .map(data -> data.getString("state"))
                .toList();
    }

    private static Event last(List<Event> events) {
        return events.get(events.size() - 1);
    }
}
