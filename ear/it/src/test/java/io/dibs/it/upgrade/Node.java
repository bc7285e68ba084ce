package io.dibs.it.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import jakarta.json.Json;
import jakarta.json.JsonObject;

import org.awaitility.Awaitility;

import io.dibs.it.RestApi;

/** What the tests ask of one process. */
record Node(RestApi api) {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** The same process, with these headers in each request. */
    Node with(Map<String, String> headers) {
        return new Node(api.with(headers));
    }

    /** Dispatches an errand; returns the href of its task. */
    String dispatch(Map<String, ?> errand) throws Exception {
        return errand(errand).task();
    }

    /** Asks to dispatch an errand. */
    RestApi.Answer errand(Map<String, ?> errand) throws Exception {
        return api.post("errands", Json.createObjectBuilder(errand).build().toString());
    }

    void cancel(String task) throws Exception {
        api.patch(task, "{\"state\": \"canceled\"}").ok();
    }

    JsonObject get(String href) throws Exception {
        return api.get(href).ok().json();
    }

    /** The objects in a list. */
    List<JsonObject> list(String href) throws Exception {
        JsonObject page = get(href);
        assertThat(page.get("next")).as("the page has all").isEqualTo(JsonObject.NULL);
        return page.getJsonArray("results").getValuesAs(JsonObject.class);
    }

    JsonObject awaitState(String task, String state) {
        return await(task, json -> state.equals(json.getString("state")));
    }

    /** Waits until the task waits for such a thing; returns the reason. */
    JsonObject awaitWaitingFor(String task, String kind) {
        return await(
                        task,
                        json -> !json.isNull("waiting_for")
                                && kind.equals(json.getJsonObject("waiting_for").getString("kind")))
                .getJsonObject("waiting_for");
    }

    JsonObject await(String href, Predicate<JsonObject> condition) {
        return Awaitility.await().atMost(LONGEST).until(() -> get(href), condition);
    }
}
