package io.dibs.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ETag}, {@code If-None-Match} and {@code Prefer: wait}. */
@ConformanceTest
class ConditionalIT {
    private static final String TAG = "ETag";
    private static final String KNOWN = "If-None-Match";
    private static final String APPLIED = "Preference-Applied";

    private final Client client = Server.administrator();

    @RegisterExtension
    final Tasks tasks = new Tasks(client);

    @ParameterizedTest
    @ValueSource(
            strings = {"{task}", "{task}?fields=state", "tasks?limit=1&state=completed", "file/repositories/{name}"})
    void what_has_not_changed_is_not_sent_again(String template) throws Exception {
        String name = tasks.repository();
        String path = template.replace("{task}", tasks.completed()).replace("{name}", name);
        Answer first = client.get(path).ok();
        assertThat(first.header(TAG)).matches("\"[^\"]+\"");
        assertThat(first.header("Cache-Control")).contains("private", "no-cache");
        String tag = first.header(TAG);
        for (String known : new String[] {tag, "W/" + tag, "\"other\", " + tag, "*"}) {
            Answer again = client.get(path, KNOWN, known);
            assertThat(again.status(304).body()).isEmpty();
            assertThat(again.header(TAG)).isEqualTo(tag);
        }
        assertThat(client.get(path, KNOWN, "\"other\"").ok().header(TAG)).isEqualTo(tag);
        assertThat(client.send("HEAD", path, Map.of()).status(200).header(TAG)).isEqualTo(tag);
    }

    @Test
    void what_has_changed_has_another_tag() throws Exception {
        String waiting = tasks.blocked().waiting();
        String before = client.get(waiting).ok().header(TAG);
        String list = "tasks?correlation_id=" + client.get(waiting).ok().text("correlation_id");
        String listed = client.get(list).ok().header(TAG);
        client.patch(waiting, Tasks.CANCELED).ok();
        Answer after = client.get(waiting, KNOWN, before).ok();
        assertThat(after.text("state")).isEqualTo("canceled");
        assertThat(after.header(TAG)).isNotEmpty().isNotEqualTo(before);
        client.get(waiting, KNOWN, after.header(TAG)).status(304);
        assertThat(client.get(list, KNOWN, listed).ok().header(TAG)).isNotEqualTo(listed);
    }

    @Test
    void what_else_one_asks_for_has_no_tag() throws Exception {
        String task = tasks.blocked().waiting();
        assertThat(client.get("tasks?colour=red").problem(400).header(TAG)).isEmpty();
        assertThat(client.patch(task, Tasks.CANCELED).ok().header(TAG)).isEmpty();
    }

    @Test
    void who_waits_is_answered_when_the_task_has_ended() throws Exception {
        String task = tasks.running();
        CompletableFuture<Answer> answer = client.later(task, "Prefer", "wait=60");
        tasks.letGo();
        Answer ended = in(answer).ok();
        assertThat(ended.text("state")).isEqualTo("completed");
        assertThat(ended.header(APPLIED)).isEqualTo("wait=60");
        assertThat(ended.header(TAG)).isEqualTo(client.get(task).ok().header(TAG));
    }

    @Test
    void who_waits_for_a_change_is_answered_when_there_is_one() throws Exception {
        Tasks.Blocked blocked = tasks.blocked();
        String path = blocked.waiting() + "?fields=state";
        String known = client.get(path).ok().header(TAG);
        CompletableFuture<Answer> answer = client.later(path, "Prefer", "wait=60", KNOWN, known);
        client.patch(blocked.waiting(), Tasks.CANCELED).ok();
        Answer changed = in(answer).ok();
        assertThat(changed.text("state")).isEqualTo("canceled");
        assertThat(changed.header(APPLIED)).isEqualTo("wait=60");
    }

    @Test
    void who_waits_for_a_task_that_is_deleted_is_told_that_it_is_gone() throws Exception {
        String task = tasks.completed();
        String known = client.get(task).ok().header(TAG);
        CompletableFuture<Answer> answer = client.later(task, "Prefer", "wait=60", KNOWN, known);
        client.delete(task).status(204);
        in(answer).problem(404);
    }

    @Test
    void when_the_time_is_over_the_answer_is_as_it_would_have_been_at_once() throws Exception {
        String path = tasks.running() + "?fields=state";
        Answer answer = client.get(path, "Prefer", "wait=1").ok();
        assertThat(answer.text("state")).isEqualTo("running");
        assertThat(answer.header(APPLIED)).isEqualTo("wait=1");
        Answer unchanged = client.get(path, "Prefer", "wait=1", KNOWN, answer.header(TAG));
        assertThat(unchanged.status(304).header(APPLIED)).isEqualTo("wait=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait=61", "wait=999999999", "respond-async, wait=100", "wait=\"99\""})
    void nobody_waits_for_more_than_a_minute(String prefer) throws Exception {
        Answer ended = client.get(tasks.completed(), "Prefer", prefer).ok();
        assertThat(ended.header(APPLIED)).isEqualTo("wait=60");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"wait=0", "wait=-1", "wait=x", "wait=1.5", "wait", "wait=99999999999999999999", "return=minimal"
            })
    void what_is_no_time_is_no_preference(String prefer) throws Exception {
        Answer answer = client.get(tasks.running(), "Prefer", prefer).ok();
        assertThat(answer.text("state")).isEqualTo("running");
        assertThat(answer.header(APPLIED)).isEmpty();
    }

    @Test
    void only_a_task_is_waited_for() throws Exception {
        for (String path : new String[] {"tasks?limit=1", "status", "workers"}) {
            assertThat(client.get(path, "Prefer", "wait=60").ok().header(APPLIED))
                    .as(path)
                    .isEmpty();
        }
    }

    /** The answer, which comes although nobody has waited for as long as may be: then the client would have given up. */
    private static Answer in(CompletableFuture<Answer> answer) throws Exception {
        return answer.get(2, TimeUnit.MINUTES);
    }
}
