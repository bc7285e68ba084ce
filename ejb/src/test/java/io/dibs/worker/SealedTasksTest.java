package io.dibs.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.dibs.RetryPolicy;
import io.dibs.TaskState;
import io.dibs.seal.KeyRing;
import io.dibs.seal.SecretKeys;
import io.dibs.store.Domain;
import io.dibs.store.StoreSettings;
import io.dibs.store.StoredTask;

class SealedTasksTest {
    private static final StoreSettings.Sealing KEYS =
            new StoreSettings.Sealing(SecretKeys.of("aes-1"), SecretKeys.of("mac-1"), true);

    private static RunningPool pool(Domain domain) {
        return new RunningPool(domain, 2, Duration.ofSeconds(5), Duration.ofSeconds(30), false);
    }

    @Test
    void results_and_errors_are_not_in_redis_in_clear_and_are_read_in_clear() {
        try (RunningPool pool = pool(Domain.sealed(KEYS))) {
            UUID good = pool.dispatch(context -> "\"a secret result\"");
            UUID bad = pool.dispatch(RetryPolicy.fixed(2, Duration.ZERO), context -> {
                throw new IllegalStateException("a secret error");
            });
            StoredTask completed = pool.await(good, TaskState.COMPLETED);
            StoredTask failed = pool.await(bad, TaskState.FAILED);

            assertThat(pool.domain.text()).contains("aes=aes-1:").doesNotContain("secret");
            assertThat(completed.json("result")).hasValue("\"a secret result\"");
            assertThat(failed.json("error").orElseThrow()).contains("a secret error");
            assertThat(failed.pastAttempts().get(0).error().getString("description"))
                    .isEqualTo("a secret error");
        }
    }

    @Test
    void without_the_key_a_task_is_still_shown_and_says_what_cannot_be_read() {
        try (RunningPool pool = pool(Domain.sealed(KEYS));
                Domain keyless = pool.domain.with(StoreSettings.Sealing.NONE)) {
            UUID good = pool.dispatch(context -> "1");
            UUID bad = pool.dispatch(RetryPolicy.fixed(2, Duration.ZERO), context -> {
                throw new IllegalStateException("a secret error");
            });
            pool.await(good, TaskState.COMPLETED);
            pool.await(bad, TaskState.FAILED);

            String sentence = "It is encrypted with key 'aes-1', which this process does not have; see"
                    + " dibs.encryption.keys.";
            assertThat(keyless.find(good).json("result")).hasValue("{\"unreadable\":\"" + sentence + "\"}");
            assertThat(keyless.find(bad).json("error")).hasValue("{\"reason\":\"" + sentence + "\"}");
            assertThat(keyless.find(bad).pastAttempts().get(0).error().getString("reason"))
                    .isEqualTo(sentence);
        }
    }

    @Test
    void a_task_whose_record_was_changed_fails_with_a_reason_and_is_neither_run_nor_tried_again() {
        Domain domain = Domain.sealed(KEYS);
        try (RunningPool pool = pool(domain)) {
            AtomicInteger runs = new AtomicInteger();
            UUID holder = pool.dispatch(
                    context -> {
                        // Until the next one is changed.
                        while (runs.get() == 0) {
                            context.checkCanceled();
                            Thread.onSpinWait();
                        }
                        return "1";
                    },
                    "a");
            UUID changed = pool.dispatch(
                    RetryPolicy.fixed(3, Duration.ZERO), context -> Integer.toString(runs.incrementAndGet()), "a");
            domain.change(changed, "call", call -> call.replaceFirst("aes=.*", "[\"evil\"]"));
            runs.incrementAndGet();
            pool.await(holder, TaskState.COMPLETED);

            StoredTask failed = pool.await(changed, TaskState.FAILED);

            assertThat(failed.json("error").orElseThrow())
                    .contains("It was not run. It was changed since its dispatch: its signature does not fit.");
            assertThat(failed.attempt()).isEqualTo(1);
            assertThat(runs).hasValue(1);
            UUID next = pool.dispatch(context -> "1", "a");
            pool.await(next, TaskState.COMPLETED);
        }
    }

    @Test
    void a_task_whose_key_is_missing_fails_and_is_kept_with_its_arguments() {
        Domain domain = Domain.sealed(KEYS);
        try (RunningPool pool =
                pool(domain.with(new StoreSettings.Sealing(SecretKeys.of("aes-2"), KeyRing.NONE, true)))) {
            UUID id = pool.dispatchThrough(domain, context -> "1");
            StoredTask failed = pool.await(id, TaskState.FAILED);
            assertThat(failed.json("error").orElseThrow()).contains("It was not run. It is encrypted with key 'aes-1'");
            assertThat(domain.call(id)).contains("aes=aes-1:");
        }
    }

    @Test
    void one_that_may_be_tried_again_is_left_to_whoever_has_the_key() {
        Domain domain = Domain.sealed(KEYS);
        try (RunningPool poor =
                pool(domain.with(new StoreSettings.Sealing(SecretKeys.of("aes-2"), SecretKeys.of("mac-1"), true)))) {
            UUID id = poor.dispatchThrough(domain, RetryPolicy.fixed(2, Duration.ofDays(1)), context -> "\"done\"");
            StoredTask waiting = Awaitility.await()
                    .until(() -> poor.task(id), task -> !task.pastAttempts().isEmpty());
            assertThat(waiting.state()).isEqualTo(TaskState.WAITING);
            assertThat(waiting.time("due")).isPresent();
            assertThat(waiting.pastAttempts().get(0).error().getString("reason"))
                    .contains("aes-1");
        }
    }
}
