package io.dibs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TurnsTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Turns turns = new Turns();
    private final UUID task = UUID.randomUUID();

    @Test
    void nobody_waits_for_a_task_with_which_nobody_has_a_turn() throws Exception {
        turns.begin(UUID.randomUUID());
        turns.awaitNone(task, LONG);
    }

    @Test
    void one_waits_until_all_turns_with_a_task_have_ended() throws Exception {
        turns.begin(task);
        turns.begin(task);
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                turns.awaitNone(task, LONG);
                ended.complete(null);
            } catch (InterruptedException e) {
                ended.completeExceptionally(e);
            }
        });
        waiting.start();
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        turns.end(task);
        assertThat(ended).isNotDone();
        turns.end(task);
        ended.join();
    }

    @Test
    void one_waits_no_longer_than_one_wants_to() throws Exception {
        turns.begin(task);
        turns.awaitNone(task, Duration.ofMillis(10));
    }
}
