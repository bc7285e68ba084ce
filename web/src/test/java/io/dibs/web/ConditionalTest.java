package io.dibs.web;

import static io.dibs.web.ProblemsTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.dibs.TaskState;
import io.dibs.web.Api.Answer;

/** Answers that say whether anything has changed, and those that wait until something has. */
class ConditionalTest {
    private static final UUID ID = Samples.id(7);
    private static final String PATH = "tasks/" + ID;

    private final FakeDibs dibs = new FakeDibs();
    private final Api api = new Api(dibs);

    private void put(TaskState state) {
        dibs.tasks.put(ID, Samples.task(ID, state));
    }

    private Answer knowing(String path, String tag) {
        return api.get(path, Map.of("If-None-Match", tag));
    }

    @ParameterizedTest
    @ValueSource(strings = {PATH_OF_7, "tasks", "tasks?minimal=true", "workers", "resources/a", "status", "plugin"})
    void what_has_not_changed_is_not_sent_again(String path) {
        put(TaskState.RUNNING);
        Answer answer = api.get(path);
        String tag = answer.header("ETag");
        assertThat(tag).matches("\"[A-Za-z0-9_-]{20}\"");
        assertThat(answer.header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        for (String known : new String[] {tag, "W/" + tag, "\"x\", " + tag, "*"}) {
            Answer again = knowing(path, known);
            assertThat(again.status()).as(known).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(again.header("ETag")).isEqualTo(tag);
            assertThat(again.header("Cache-Control")).isEqualTo("private, no-cache");
        }
        for (String other : new String[] {"\"x\"", tag.replace("\"", ""), "", "garbage \" \"\"", "\u0000"}) {
            Answer again = knowing(path, other);
            assertThat(again.status()).as(other).isEqualTo(200);
            assertThat(again.body()).isEqualTo(answer.body());
        }
    }

    private static final String PATH_OF_7 = "tasks/01980000-0000-7000-8000-000000000007";

    @Test
    void what_has_changed_is_sent_with_another_tag() {
        put(TaskState.RUNNING);
        String tag = api.get(PATH).header("ETag");
        put(TaskState.COMPLETED);
        Answer answer = knowing(PATH, tag);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("ETag")).isNotEqualTo(tag);
        assertThat(answer.json().getString("state")).isEqualTo("completed");
    }

    @Test
    void errors_and_changes_have_no_tag() {
        assertThat(api.get(PATH).header("ETag")).isNull();
        put(TaskState.RUNNING);
        Answer change = api.send("PATCH", PATH, "application/json", "{\"state\": \"canceled\"}");
        assertThat(change.status()).isEqualTo(200);
        assertThat(change.header("ETag")).isNull();
    }

    @Test
    void a_head_has_the_tag_of_the_get() {
        put(TaskState.RUNNING);
        assertThat(api.send("HEAD", PATH, null, null).header("ETag"))
                .isEqualTo(api.get(PATH).header("ETag"));
    }

    @Test
    void pages_are_linked_in_headers_too() {
        for (int number = 0; number < 3; number++) {
            dibs.tasks.put(Samples.id(number), Samples.task(Samples.id(number), TaskState.RUNNING));
        }
        Answer page = api.get("tasks?limit=1&offset=1");
        assertThat(page.response().getHeaders().get("Link").toString())
                .contains("<" + page.json().getString("next") + ">; rel=\"next\"")
                .contains("<" + page.json().getString("previous") + ">; rel=\"prev\"");
        assertThat(api.get("tasks").header("Link")).isNull();
    }

    @Test
    void whoever_prefers_to_wait_is_answered_when_the_task_is_final() {
        put(TaskState.RUNNING);
        CompletableFuture<Answer> answer =
                CompletableFuture.supplyAsync(() -> api.get(PATH, Map.of("Prefer", "respond-async, wait=60")));
        dibs.awaitFinds(3);
        assertThat(answer).isNotDone();
        put(TaskState.COMPLETED);
        assertThat(answer.join().json().getString("state")).isEqualTo("completed");
        assertThat(answer.join().header("Preference-Applied")).isEqualTo("wait=60");
        assertThat(answer.join().header("ETag")).isEqualTo(api.get(PATH).header("ETag"));
    }

    @Test
    void whoever_knows_a_state_waits_for_another_one() {
        put(TaskState.WAITING);
        String tag = api.get(PATH).header("ETag");
        Map<String, String> headers = Map.of("Prefer", "wait=60", "If-None-Match", tag);
        CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> api.get(PATH, headers));
        dibs.awaitFinds(3);
        assertThat(answer).isNotDone();
        put(TaskState.RUNNING);
        assertThat(answer.join().json().getString("state")).isEqualTo("running");
        assertThat(api.get(PATH, headers).header("Preference-Applied")).isEqualTo("wait=60");
    }

    @Test
    void when_the_time_is_over_the_answer_is_what_there_is() {
        put(TaskState.RUNNING);
        String tag = api.get(PATH).header("ETag");
        assertThat(api.get(PATH, Map.of("Prefer", "wait=1")).json().getString("state"))
                .isEqualTo("running");
        Answer unchanged = api.get(PATH, Map.of("Prefer", "wait=1", "If-None-Match", tag));
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.header("Preference-Applied")).isEqualTo("wait=1");
    }

    @Test
    void a_task_that_is_deleted_meanwhile_is_not_found() {
        put(TaskState.RUNNING);
        CompletableFuture<Answer> answer =
                CompletableFuture.supplyAsync(() -> api.get(PATH, Map.of("Prefer", "wait=60")));
        dibs.awaitFinds(3);
        dibs.tasks.remove(ID);
        assertProblem(answer.join(), 404);
    }

    @Test
    void who_waits_is_told_when_redis_goes_away() {
        put(TaskState.RUNNING);
        CompletableFuture<Answer> answer =
                CompletableFuture.supplyAsync(() -> api.get(PATH, Map.of("Prefer", "wait=60")));
        dibs.awaitFinds(3);
        dibs.connected = false;
        assertProblem(answer.join(), 503);
    }

    @Test
    void what_waits_for_nothing_is_answered_at_once() {
        put(TaskState.COMPLETED);
        Answer answer = api.get(PATH, Map.of("Prefer", "wait=600"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Preference-Applied")).isEqualTo("wait=60");
        assertProblem(api.get("tasks/" + Samples.id(8), Map.of("Prefer", "wait=60")), 404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"wait=0", "wait", "wait=-1", "wait=x", "await=5", "wait=5s", "foo=bar", "wait=99999999999"})
    void what_is_no_sound_preference_is_ignored(String prefer) {
        put(TaskState.RUNNING);
        Answer answer = api.get(PATH, Map.of("Prefer", prefer));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Preference-Applied")).isNull();
    }
}
