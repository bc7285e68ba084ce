package io.dibs.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.dibs.TaskContext;
import io.dibs.TaskRefusedException;
import io.dibs.json.Json;
import io.dibs.store.Attributes;
import io.dibs.store.Domain;
import io.dibs.store.Exchange;
import io.dibs.store.GroupStore;

/** The receiver of a webhook is told of the end of a task, signed, and once more if it does not take it. */
@Timeout(60)
class DeliveryTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final String SECRET = "sixteen-chars-at-least";
    private static final UUID EVENT = UUID.randomUUID();

    private final Domain domain = Domain.fresh();

    private final GroupStore groups = new GroupStore(domain.redis, domain.settings.retention());

    @AfterEach
    void close() {
        domain.close();
    }

    private Delivery delivery(Receiver receiver, boolean includeResult) {
        return delivery(List.of("127.0.0.1:" + receiver.port(), "localhost:" + receiver.port()), includeResult);
    }

    private Delivery delivery(List<String> hosts, boolean includeResult) {
        TaskContext context = (TaskContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {TaskContext.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("taskId")) {
                        return EVENT;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
        return new Delivery(
                domain.tasks,
                groups,
                context,
                new Delivery.Options(
                        new AllowedHosts(hosts, true),
                        List.of(SECRET),
                        Duration.ofMillis(500),
                        "https://dibs.example/dibs/api/v1/",
                        includeResult));
    }

    private UUID ended(Exchange.Ending ending, String value) {
        UUID id = domain.dispatch("a");
        Domain.TestWorker worker = domain.worker();
        worker.exchange(0, List.of(), Domain.outcome(worker.claimOne(), ending, value));
        return id;
    }

    @Test
    void it_tells_what_the_task_came_to_and_neither_arguments_nor_result() throws Exception {
        UUID id = ended(Exchange.Ending.COMPLETED, "{\"secret\":true}");
        try (Receiver receiver = new Receiver(OK)) {
            delivery(receiver, false).run(id, receiver.uri("/dibs?token=a%20b"));
            Receiver.Request request = receiver.requests.get(0);
            assertThat(request.line()).isEqualTo("POST /dibs?token=a%20b HTTP/1.1");
            assertThat(request.headers())
                    .containsEntry("host", "127.0.0.1:" + receiver.port())
                    .containsEntry("content-type", "application/json")
                    .containsEntry("dibs-event-id", EVENT.toString());
            JsonObject body = Json.readObject(request.body());
            assertThat(body)
                    .containsOnlyKeys(
                            "event_id",
                            "task",
                            "id",
                            "name",
                            "state",
                            "created_at",
                            "started_at",
                            "finished_at",
                            "task_group",
                            "correlation_id",
                            "error_reason");
            assertThat(body.getString("task")).isEqualTo("https://dibs.example/dibs/api/v1/tasks/" + id);
            assertThat(body.getString("state")).isEqualTo("completed");
            assertThat(body.getString("event_id")).isEqualTo(EVENT.toString());
            assertThat(Instant.parse(body.getString("finished_at")))
                    .isEqualTo(domain.find(id).time("finished").orElseThrow());
            assertThat(body.get("error_reason")).isEqualTo(JsonValue.NULL);
        }
    }

    @Test
    void it_tells_how_many_tasks_of_a_group_came_to_what() throws Exception {
        groups.open("a b/c", Optional.empty(), List.of());
        for (Exchange.Ending ending :
                List.of(Exchange.Ending.COMPLETED, Exchange.Ending.COMPLETED, Exchange.Ending.FAILED)) {
            domain.tasks.dispatch(
                    domain.task().attributes(Attributes.NONE.inGroup("a b/c")).build());
            Domain.TestWorker worker = domain.worker();
            worker.exchange(0, List.of(), Domain.outcome(worker.claimOne(), ending, "{}"));
        }
        groups.close("a b/c");
        try (Receiver receiver = new Receiver(OK)) {
            delivery(receiver, false).ofGroup("a b/c", receiver.uri("/"));
            JsonObject body = Json.readObject(receiver.requests.get(0).body());
            assertThat(body)
                    .containsOnlyKeys(
                            "event_id", "task_group", "name", "counts", "created_at", "canceled_at", "completed_at");
            assertThat(body.getString("task_group"))
                    .isEqualTo("https://dibs.example/dibs/api/v1/task-groups?name=a%20b%2Fc");
            assertThat(body.getJsonObject("counts").getInt("completed")).isEqualTo(2);
            assertThat(body.getJsonObject("counts").getInt("failed")).isEqualTo(1);
            assertThat(Instant.parse(body.getString("completed_at")))
                    .isEqualTo(groups.find("a b/c").orElseThrow().done().orElseThrow());
        }
    }

    @Test
    void of_a_group_that_is_not_kept_there_is_nothing_to_tell() {
        assertThatThrownBy(() -> delivery(List.of("hooks.example.com"), false)
                        .ofGroup("gone", URI.create("https://hooks.example.com/")))
                .isInstanceOf(RefusedDeliveryException.class)
                .hasMessageContaining("'gone'");
    }

    @Test
    void it_tells_the_result_if_it_may_and_why_a_task_failed() throws Exception {
        UUID completed = ended(Exchange.Ending.COMPLETED, "[1,2]");
        UUID failed = ended(Exchange.Ending.FAILED, "{\"reason\":\"Worker has gone missing.\"}");
        UUID threw = ended(Exchange.Ending.FAILED, "{\"description\":\"no\",\"traceback\":\"at x\"}");
        try (Receiver receiver = new Receiver(OK, OK, OK, OK)) {
            Delivery open = delivery(receiver, true);
            open.run(completed, receiver.uri("/"));
            open.run(failed, receiver.uri("/"));
            open.run(threw, receiver.uri("/"));
            delivery(receiver, false).run(threw, receiver.uri("/"));
            List<JsonObject> bodies = receiver.requests.stream()
                    .map(request -> Json.readObject(request.body()))
                    .toList();
            assertThat(bodies.get(0).get("result")).isEqualTo(Json.readValue("[1,2]"));
            assertThat(bodies.get(1).getString("error_reason")).isEqualTo("Worker has gone missing.");
            assertThat(bodies.get(2).getString("error_description")).isEqualTo("no");
            assertThat(receiver.requests.get(2).body()).doesNotContain("at x");
            assertThat(receiver.requests.get(3).body()).doesNotContain("\"no\"");
        }
    }

    @Test
    void a_receiver_can_verify_that_it_is_from_here() throws Exception {
        UUID id = ended(Exchange.Ending.COMPLETED, "1");
        try (Receiver receiver = new Receiver(OK)) {
            delivery(receiver, false).run(id, receiver.uri("/"));
            Receiver.Request request = receiver.requests.get(0);
            String signature = request.headers().get("dibs-signature");
            long seconds = Long.parseLong(signature.substring(2, signature.indexOf(',')));
            assertThat(signature)
                    .isEqualTo(new Signature(List.of(SECRET))
                            .of(request.body().getBytes(StandardCharsets.UTF_8), Instant.ofEpochSecond(seconds)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 500 Internal Server Error\r\n\r\n",
                "HTTP/1.1 503 \r\n\r\n",
                "HTTP/1.1 429 Too Many Requests\r\n\r\n",
                "HTTP/1.1 408 Timeout\r\n\r\n",
                "SSH-2.0-OpenSSH\r\n",
                "",
                "HTTP/1.1 100 Continue\r\n\r\n"
            })
    void what_may_pass_is_tried_again(String answer) throws Exception {
        UUID id = ended(Exchange.Ending.COMPLETED, "1");
        try (Receiver receiver = new Receiver(answer)) {
            assertThatThrownBy(() -> delivery(receiver, false).run(id, receiver.uri("/secret-path")))
                    .isInstanceOf(UndeliveredException.class)
                    .message()
                    .doesNotContain("secret-path");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"301 Moved", "302 Found", "400 Bad Request", "401 Unauthorized", "404 Not Found", "410 Gone"})
    void what_stays_is_not_tried_again_and_no_redirect_is_followed(String status) throws Exception {
        UUID id = ended(Exchange.Ending.COMPLETED, "1");
        try (Receiver other = new Receiver(OK);
                Receiver receiver =
                        new Receiver("HTTP/1.1 " + status + "\r\nLocation: " + other.uri("/") + "\r\n\r\n")) {
            assertThatThrownBy(() -> delivery(receiver, false).run(id, receiver.uri("/")))
                    .isInstanceOf(RefusedDeliveryException.class)
                    .hasMessageContaining("answered " + status.substring(0, 3));
            assertThat(other.requests).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.0 200\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 202 Accepted\r\n\r\n"
            })
    void any_answer_of_success_will_do(String answer) throws Exception {
        UUID id = ended(Exchange.Ending.COMPLETED, "1");
        try (Receiver receiver = new Receiver(answer)) {
            delivery(receiver, false).run(id, receiver.uri(""));
            assertThat(receiver.requests.get(0).line()).isEqualTo("POST / HTTP/1.1");
        }
    }

    @Test
    void a_receiver_that_does_not_answer_is_given_up_in_time() throws Exception {
        UUID id = ended(Exchange.Ending.COMPLETED, "1");
        try (Receiver receiver = new Receiver()) {
            assertThatThrownBy(() -> delivery(receiver, false).run(id, receiver.uri("/")))
                    .isInstanceOf(UndeliveredException.class)
                    .hasMessageContaining("cannot be reached");
        }
    }

    @Test
    void a_receiver_that_answers_without_end_is_not_listened_to() throws Exception {
        UUID id = ended(Exchange.Ending.COMPLETED, "1");
        try (Receiver receiver = new Receiver("HTTP/1.1 " + "9".repeat(100_000))) {
            assertThatThrownBy(() -> delivery(receiver, false).run(id, receiver.uri("/")))
                    .isInstanceOf(UndeliveredException.class);
        }
    }

    @Test
    void a_host_that_is_not_listed_any_more_is_not_called() throws Exception {
        UUID id = ended(Exchange.Ending.COMPLETED, "1");
        try (Receiver receiver = new Receiver(OK)) {
            assertThatThrownBy(() -> delivery(List.of(), false).run(id, receiver.uri("/")))
                    .isInstanceOf(TaskRefusedException.class);
            assertThat(receiver.requests).isEmpty();
        }
    }

    @Test
    void a_host_that_a_pattern_lists_and_that_resolves_to_this_machine_is_not_called() throws Exception {
        UUID id = ended(Exchange.Ending.COMPLETED, "1");
        try (Receiver receiver = new Receiver(OK)) {
            URI url = URI.create("http://127.0.0.1:" + receiver.port() + "/");
            assertThatThrownBy(() -> delivery(List.of("*.0.0.1:" + receiver.port()), false)
                            .run(id, url))
                    .isInstanceOf(RefusedDeliveryException.class)
                    .hasMessageContaining("is inside this network");
            assertThat(receiver.requests).isEmpty();
        }
    }

    @Test
    void of_a_task_that_is_gone_there_is_nothing_to_tell() throws Exception {
        try (Receiver receiver = new Receiver(OK)) {
            assertThatThrownBy(() -> delivery(receiver, false).run(UUID.randomUUID(), receiver.uri("/")))
                    .isInstanceOf(RefusedDeliveryException.class)
                    .hasMessageContaining("not kept any more");
        }
    }

    @Test
    void its_policy_tries_again_what_may_pass_and_nothing_else() {
        assertThat(Map.of(
                        "passing", Delivery.RETRY.covers(new UndeliveredException("")),
                        "lasting", Delivery.RETRY.covers(new RefusedDeliveryException("")),
                        "refused", Delivery.RETRY.covers(new TaskRefusedException(""))))
                .isEqualTo(Map.of("passing", true, "lasting", false, "refused", false));
    }
}
