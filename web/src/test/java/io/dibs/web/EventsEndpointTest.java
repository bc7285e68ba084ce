package io.dibs.web;

import static io.dibs.web.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.dibs.TaskEvent;
import io.dibs.TaskState;

/** Event streams: what is asked for, what is told, how they begin, resume and end. */
@Timeout(60)
class EventsEndpointTest {
    private final FakeDibs dibs = new FakeDibs();
    private final Api api = new Api(dibs);
    private final FakeEvents events = api.events;
    private final FakeConnection connection = api.connection;

    @AfterEach
    void close() {
        api.streams.close();
    }

    private static TaskEvent.Changed event(int number, TaskState from, TaskState to, Instant at) {
        return new TaskEvent.Changed(
                "1732475405120-0-" + number,
                id(1),
                "io.dibs.example.Tasks#run",
                Optional.ofNullable(from),
                to,
                at,
                "default",
                Optional.of("g"),
                Optional.of(id(2)),
                Optional.of("ann"),
                Optional.empty());
    }

    private void awaitText(String text) {
        Awaitility.await().untilAsserted(() -> assertThat(connection.text()).isEqualTo(text));
    }

    private void awaitEnd() {
        Awaitility.await().until(connection::isComplete);
    }

    @Test
    void changes_and_progress_are_told_with_what_describes_the_task() {
        api.listen("events", null);
        events.tell(event(3, TaskState.WAITING, TaskState.RUNNING, Samples.CREATED));
        events.tell(event(4, TaskState.RUNNING, TaskState.RUNNING, Samples.CREATED));
        String data = "{\"task\":\"/dibs/api/v1/tasks/" + id(1) + "\",\"id\":\"" + id(1)
                + "\",\"name\":\"io.dibs.example.Tasks#run\",\"from\":\"%s\",\"state\":\"running\","
                + "\"at\":\"2026-11-24T03:10:05.120000Z\",\"queue\":\"default\",\"task_group\":\"g\","
                + "\"parent_task\":\"/dibs/api/v1/tasks/" + id(2) + "\",\"owner\":\"ann\",\"correlation_id\":null}";
        awaitText("retry: 3000\nid: 1-0\n\n"
                + "event: task\nid: 1732475405120-0-3\ndata: " + data.formatted("waiting") + "\n\n"
                + "event: progress\nid: 1732475405120-0-4\ndata: " + data.formatted("running") + "\n\n");
        assertThat(connection.header("Content-Type")).isEqualTo("text/event-stream;charset=UTF-8");
        assertThat(connection.header("Cache-Control")).isEqualTo("no-store");
        assertThat(connection.header("X-Accel-Buffering")).isEqualTo("no");
        assertThat(connection.isComplete()).isFalse();
    }

    @Test
    void filters_are_those_of_the_request() {
        api.listen("events?state=failed&state=canceled&name=a.B%23c&queue=q&task_group=g&parent_task=" + id(7), null);
        var filter = events.only().filter;
        assertThat(filter.states()).isEqualTo(Set.of(TaskState.FAILED, TaskState.CANCELED));
        assertThat(filter.name()).contains("a.B#c");
        assertThat(filter.queue()).contains("q");
        assertThat(filter.group()).contains("g");
        assertThat(filter.parent()).contains(id(7));
        assertThat(filter.owner()).isEmpty();
    }

    @Test
    void a_client_resumes_by_the_header_or_else_by_the_parameter() {
        api.listen("events?last_event_id=5-0-1", null);
        api.listen("events?last_event_id=5-0-1", "6-0-2");
        assertThat(events.subscriptions).extracting(each -> each.after).containsExactly("5-0-1", "6-0-2");
    }

    @Test
    void a_client_that_may_have_missed_something_is_told_to_read_anew() {
        api.listen("events", "5-0-1");
        events.tell(new TaskEvent.Reset("9-0"));
        awaitText("retry: 3000\nid: 5-0-1\n\nevent: reset\nid: 9-0\ndata: {}\n\n");
    }

    @Test
    void what_cannot_be_understood_is_refused_by_its_name() {
        for (String field : new String[] {"state", "parent_task", "last_event_id", "colour"}) {
            Api.Answer answer = api.get("events?" + field + "=nonsense");
            assertThat(answer.status()).as(field).isEqualTo(400);
            assertThat(answer.json().getString("field")).isEqualTo(field);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        }
        assertThat(api.get("events?queue=a&queue=b").status()).isEqualTo(400);
        assertThat(events.subscriptions).isEmpty();
    }

    @Test
    void when_as_many_listen_as_may_others_are_told_to_come_later() {
        events.full = true;
        Api.Answer answer = api.get("events");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(answer.json().getString("detail")).isEqualTo("As many listen here as may.");
    }

    @Test
    void who_has_no_role_is_told_of_his_own_tasks_only() {
        Api others = api.as(SignedIn.as("ann"));
        others.listen("events", null);
        assertThat(others.events.only().filter.owner()).contains("ann");
        assertThat(api.as(SignedIn.NOBODY).get("events").status()).isEqualTo(401);
    }

    @Test
    void the_events_of_a_task_of_others_are_not_there() {
        dibs.tasks.put(id(1), Samples.task(id(1), TaskState.RUNNING));
        Api others = api.as(SignedIn.as("ann"));
        assertThat(others.get("tasks/" + id(1) + "/events").status()).isEqualTo(404);
        assertThat(others.get("tasks/" + id(2) + "/events").status()).isEqualTo(404);
        assertThat(others.events.subscriptions).isEmpty();
    }

    @Test
    void a_stream_of_one_task_begins_with_its_present_state_and_ends_after_its_final_one() {
        dibs.tasks.put(id(1), Samples.task(id(1), TaskState.WAITING));
        api.listen("tasks/" + id(1) + "/events", null);
        assertThat(events.only().filter.task()).contains(id(1));
        events.tell(event(0, null, TaskState.WAITING, Samples.CREATED)); // Known already.
        events.tell(event(1, TaskState.WAITING, TaskState.RUNNING, Samples.CREATED.plusSeconds(1)));
        Awaitility.await().until(() -> connection.text().contains("id: running"));
        assertThat(connection.isComplete()).isFalse();
        events.tell(event(2, TaskState.RUNNING, TaskState.COMPLETED, Samples.CREATED.plusSeconds(2)));
        awaitEnd();
        assertThat(connection.text().lines().filter(line -> line.startsWith("id: ")))
                .containsExactly("id: waiting", "id: running", "id: completed");
        assertThat(connection.text()).contains("\"state\":\"completed\"");
    }

    @Test
    void the_stream_of_a_task_that_is_final_tells_that_and_ends_and_is_not_asked_for_again() {
        dibs.tasks.put(id(1), Samples.task(id(1), TaskState.FAILED));
        api.listen("tasks/" + id(1) + "/events", "running");
        awaitEnd();
        assertThat(connection.text()).startsWith("retry: 3000\n\nevent: task\nid: failed\ndata: {");
        assertThat(api.get("tasks/" + id(1) + "/events?last_event_id=failed").status())
                .isEqualTo(204);
        assertThat(api.get("tasks/" + id(1) + "/events?state=failed").status()).isEqualTo(400);
    }

    @Test
    void the_stream_of_a_task_ends_when_something_may_have_been_missed_as_the_next_begins_with_its_state() {
        dibs.tasks.put(id(1), Samples.task(id(1), TaskState.RUNNING));
        api.listen("tasks/" + id(1) + "/events", null);
        events.tell(new TaskEvent.Reset("9-0"));
        awaitEnd();
    }

    @Test
    void streams_end_when_the_application_stops() {
        api.listen("events", null);
        events.only().end();
        awaitEnd();
    }

    @Test
    void a_slow_client_is_written_to_when_it_takes_something_again() {
        connection.takes(false);
        api.listen("events", null);
        for (int i = 0; i < 100; i++) {
            events.tell(event(i, TaskState.WAITING, TaskState.RUNNING, Samples.CREATED));
        }
        assertThat(connection.text()).isEmpty();
        connection.takes(true);
        Awaitility.await()
                .until(() -> connection
                                .text()
                                .lines()
                                .filter(line -> line.equals("event: task"))
                                .count()
                        == 100);
    }

    @Test
    void a_client_that_is_gone_leaves_nothing() {
        api.listen("events", null);
        Awaitility.await().until(() -> !connection.text().isEmpty());
        connection.cut();
        events.tell(event(1, TaskState.WAITING, TaskState.RUNNING, Samples.CREATED));
        awaitEnd();
        assertThat(events.only().isClosed()).isTrue();
    }
}
