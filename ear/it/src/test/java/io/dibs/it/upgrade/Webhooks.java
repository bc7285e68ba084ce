package io.dibs.it.upgrade;

import static io.dibs.it.upgrade.Edition.NEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.json.JsonObject;

import org.junit.jupiter.api.Test;

import io.dibs.it.upgrade.Receiver.Request;

/** Webhooks over HTTPS, as docs/writing-tasks.md#telling-other-systems tells receivers. */
abstract class Webhooks {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final TwoVersions versions;

    Webhooks(TwoVersions versions) {
        this.versions = versions;
    }

    @Test
    void a_receiver_that_was_not_ready_is_told_again_and_can_check_by_whom() throws Exception {
        Node node = versions.get(NEW);
        Receiver receiver = versions.receiver();
        receiver.answerNext(503);
        String task = node.dispatch(errand("run", receiver.url("/told")));
        await().atMost(LONGEST).until(() -> receiver.at("/told").size() == 2);

        JsonObject completed = node.awaitState(task, "completed");
        for (Request request : receiver.at("/told")) {
            JsonObject body = request.json();
            assertThat(body.getString("id")).isEqualTo(completed.getString("id"));
            assertThat(body.getString("task")).isEqualTo(TwoVersions.PUBLIC_API + "tasks/" + body.getString("id"));
            assertThat(body.getString("state")).isEqualTo("completed");
            assertThat(body.getString("event_id")).isEqualTo(request.header("Dibs-Event-Id"));
            assertThat(body).doesNotContainKey("result");
            assertThat(signatures(request)).isEqualTo(expectedSignatures(request));
        }
        assertThat(receiver.at("/told").stream()
                        .map(request -> request.header("Dibs-Event-Id"))
                        .distinct())
                .hasSize(1);

        JsonObject delivery = node.awaitState(delivery(node, task), "completed");
        assertThat(delivery.getString("queue")).isEqualTo("dibs-webhooks");
        assertThat(delivery.getInt("attempt")).isEqualTo(2);
        assertThat(delivery.getJsonArray("attempts").getJsonObject(0).toString())
                .contains("The webhook at " + receiver.url("") + " answered 503.");
    }

    @Test
    void a_task_that_failed_is_told_of_too() throws Exception {
        Receiver receiver = versions.receiver();
        Node node = versions.get(NEW);
        String task = node.dispatch(errand("fail", receiver.url("/failed")));
        await().atMost(LONGEST).until(() -> receiver.at("/failed").size() == 1);
        JsonObject body = receiver.at("/failed").get(0).json();
        assertThat(body.getString("state")).isEqualTo("failed");
        assertThat(body.toString()).as("what the exception says").doesNotContain("told");
        node.awaitState(delivery(node, task), "completed");
    }

    @Test
    void nobody_else_is_told() throws Exception {
        Node node = versions.get(NEW);
        Receiver stranger = versions.stranger();
        String task = node.dispatch(errand("run", stranger.url("/told")));
        String delivery = delivery(node, task);
        JsonObject tried = node.await(
                delivery, json -> json.getJsonArray("attempts").toString().contains("cannot be reached"));
        assertThat(tried.getJsonArray("attempts").getJsonObject(0).toString())
                .contains("unable to find valid certification path");
        node.cancel(delivery);
        assertThat(stranger.at("/told")).isEmpty();

        assertThat(node.errand(errand("run", "https://127.0.0.1:1/"))
                        .problem(400, null)
                        .text("detail"))
                .contains("dibs.webhooks.allowed-hosts does not list 127.0.0.1:1");
        assertThat(node.errand(errand("run", "http://" + stranger.authority() + "/"))
                        .problem(400, null)
                        .text("detail"))
                .contains("must begin with https://");
    }

    private static Map<String, Object> errand(String method, String webhook) {
        return Map.of("method", method, "arguments", List.of("told"), "webhook", webhook);
    }

    /** The href of the task that tells of that one, as soon as there is one. */
    private static String delivery(Node node, String task) {
        return node.await(task, json -> !json.getJsonArray("child_tasks").isEmpty())
                .getJsonArray("child_tasks")
                .getString(0);
    }

    private static List<String> signatures(Request request) {
        List<String> parts =
                new ArrayList<>(List.of(request.header("Dibs-Signature").split(",")));
        parts.remove(0);
        return parts;
    }

    private static List<String> expectedSignatures(Request request) throws Exception {
        String time = request.header("Dibs-Signature").replaceFirst("t=(\\d+),.*", "$1");
        List<String> signatures = new ArrayList<>();
        for (String secret : TwoVersions.SECRETS) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] hash = mac.doFinal((time + "." + request.body()).getBytes(StandardCharsets.UTF_8));
            signatures.add("v1=" + HexFormat.of().formatHex(hash));
        }
        return signatures;
    }
}
