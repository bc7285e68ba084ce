package io.dibs.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.dibs.Task;
import io.dibs.TaskDetail;
import io.dibs.TaskEvent;
import io.dibs.TaskState;
import io.dibs.web.conditional.TaskWaits;

@Timeout(60)
class TaskWaitsTest {
    private static final UUID ID = Samples.id(1);
    private static final Duration NEVER = Duration.ofDays(1);

    private final FakeDibs dibs = new FakeDibs();
    private final FakeEvents events = new FakeEvents();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final CountDownLatch looked = new CountDownLatch(1);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private void put(TaskState state) {
        dibs.tasks.put(ID, Samples.task(ID, state));
    }

    private CompletableFuture<Optional<Task>> waitFor(TaskWaits waits) {
        return waits.await(
                        ID,
                        EnumSet.allOf(TaskDetail.class),
                        task -> {
                            looked.countDown();
                            return task.state().isFinal();
                        },
                        NEVER)
                .orElseThrow()
                .toCompletableFuture();
    }

    private static TaskEvent changed(UUID task) {
        return new TaskEvent.Changed(
                "1-0-0",
                task,
                "test.Tasks#run",
                Optional.of(TaskState.RUNNING),
                TaskState.COMPLETED,
                Instant.EPOCH,
                "default",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static TaskState state(CompletableFuture<Optional<Task>> answer) {
        return answer.join().orElseThrow().state();
    }

    @Test
    void an_event_brings_the_answer_and_no_look_is_waited_for() throws Exception {
        put(TaskState.RUNNING);
        CompletableFuture<Optional<Task>> answer = waitFor(new TaskWaits(dibs, events, threads, NEVER));
        looked.await();
        put(TaskState.COMPLETED);
        events.tell(changed(ID));
        assertThat(state(answer)).isEqualTo(TaskState.COMPLETED);
    }

    @Test
    void so_does_the_news_that_events_were_missed() throws Exception {
        put(TaskState.RUNNING);
        CompletableFuture<Optional<Task>> answer = waitFor(new TaskWaits(dibs, events, threads, NEVER));
        looked.await();
        put(TaskState.COMPLETED);
        events.tell(new TaskEvent.Reset("2-0"));
        assertThat(state(answer)).isEqualTo(TaskState.COMPLETED);
    }

    /** Who comes later has read the task before, and was not heard of yet by the look that was made then. */
    @Test
    void who_comes_while_others_wait_is_looked_after_at_once() throws Exception {
        put(TaskState.RUNNING);
        TaskWaits waits = new TaskWaits(dibs, events, threads, NEVER);
        CompletableFuture<Optional<Task>> first = waitFor(waits);
        looked.await();
        put(TaskState.COMPLETED);
        assertThat(state(waitFor(waits))).isEqualTo(TaskState.COMPLETED);
        assertThat(first).isNotDone();
        assertThat(events.subscriptions).hasSize(1);
    }

    @Test
    void without_events_looks_find_what_has_changed() throws Exception {
        events.full = true;
        put(TaskState.RUNNING);
        CompletableFuture<Optional<Task>> answer = waitFor(new TaskWaits(dibs, events, threads, Duration.ofMillis(5)));
        looked.await();
        put(TaskState.COMPLETED);
        assertThat(state(answer)).isEqualTo(TaskState.COMPLETED);
    }

    @Test
    void a_subscription_that_was_lost_is_made_again() throws Exception {
        put(TaskState.RUNNING);
        CompletableFuture<Optional<Task>> answer = waitFor(new TaskWaits(dibs, events, threads, Duration.ofMillis(5)));
        looked.await();
        events.only().end();
        await().until(() -> events.subscriptions.size() == 2);
        put(TaskState.COMPLETED);
        assertThat(state(answer)).isEqualTo(TaskState.COMPLETED);
    }

    @Test
    void nobody_listens_when_nobody_waits() throws Exception {
        put(TaskState.COMPLETED);
        state(waitFor(new TaskWaits(dibs, events, threads, Duration.ofMillis(5))));
        await().until(() -> events.only().isClosed());
    }
}
