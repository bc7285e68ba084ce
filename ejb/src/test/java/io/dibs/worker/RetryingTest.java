package io.dibs.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.dibs.RetryPolicy;
import io.dibs.TaskState;
import io.dibs.store.Domain;
import io.dibs.store.StoredTask;

class RetryingTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void a_task_is_tried_until_it_completes() {
        try (RunningPool pool = new RunningPool(1, LONG)) {
            AtomicInteger attempts = new AtomicInteger();
            UUID id = pool.dispatch(RetryPolicy.fixed(5, Duration.ofMillis(10)), context -> {
                assertThat(context.attempt()).isEqualTo(attempts.incrementAndGet());
                if (context.attempt() < 3) {
                    throw new IOException("not yet " + context.attempt());
                }
                return "\"at last\"";
            });
            StoredTask task = pool.await(id, TaskState.COMPLETED);
            assertThat(task.json("result")).contains("\"at last\"");
            assertThat(task.json("error")).isEmpty();
            assertThat(task.pastAttempts())
                    .extracting(attempt -> attempt.error().getString("description"))
                    .containsExactly("not yet 1", "not yet 2");
        }
    }

    @Test
    void only_what_the_policy_covers_is_tried_again() {
        try (RunningPool pool = new RunningPool(1, LONG)) {
            RetryPolicy policy = RetryPolicy.fixed(2, Duration.ZERO).on(IOException.class);
            UUID covered = pool.dispatch(policy, context -> {
                throw new FileNotFoundException("a subclass");
            });
            UUID other = pool.dispatch(policy, context -> {
                throw new IllegalStateException("a bug");
            });
            assertThat(pool.await(covered, TaskState.FAILED).attempt()).isEqualTo(2);
            assertThat(pool.await(other, TaskState.FAILED).attempt()).isEqualTo(1);
        }
    }

    @Test
    void what_a_shutdown_interrupts_is_left_for_the_next_worker() throws Exception {
        Domain domain = Domain.fresh();
        CountDownLatch started = new CountDownLatch(1);
        RunningPool first = new RunningPool(domain, 1, Duration.ZERO, LONG, false);
        UUID id = first.dispatch(RetryPolicy.fixed(2, Duration.ofHours(1)), context -> {
            if (context.attempt() == 1) {
                started.countDown();
                new CountDownLatch(1).await();
            }
            return "\"" + context.attempt() + "\"";
        });
        started.await();
        first.pool.close();
        assertThat(first.task(id).state()).isEqualTo(TaskState.WAITING);
        assertThat(first.task(id).pastAttempts())
                .extracting(attempt -> attempt.error().getString("reason"))
                .containsExactly("Aborted during worker shutdown.");
        try (RunningPool second = new RunningPool(domain, 1, LONG, LONG, false)) {
            assertThat(second.await(id, TaskState.COMPLETED).json("result")).contains("\"2\"");
        }
    }

    @Test
    void a_process_that_runs_no_tasks_sweeps_up_after_those_that_do() {
        Domain domain = Domain.fresh();
        UUID id = domain.dispatch("a");
        Domain.TestWorker lost = domain.worker();
        lost.claimOne();
        lost.expire();
        try (RunningPool api = new RunningPool(domain, 0, LONG, LONG, false)) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(domain.state(id)).isEqualTo(TaskState.FAILED));
            assertThat(domain.workers.list().workers()).isEmpty();
            assertThat(api.changes).extracting(change -> change.to()).containsExactly(TaskState.FAILED);
        }
    }
}
