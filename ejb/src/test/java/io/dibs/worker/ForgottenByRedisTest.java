package io.dibs.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.dibs.TaskState;
import io.dibs.store.Domain;

/** Redis forgets what it had recorded, while the worker lives on. */
class ForgottenByRedisTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void a_task_whose_end_was_forgotten_does_not_hold_its_resources_for_ever() {
        try (RunningPool pool = new RunningPool(2, Duration.ofSeconds(30))) {
            CountDownLatch mayEnd = new CountDownLatch(1);
            UUID id = pool.dispatch(
                    context -> {
                        mayEnd.await();
                        return "";
                    },
                    "a");
            pool.await(id, TaskState.RUNNING);
            Map<String, byte[]> before = pool.domain.dump();
            mayEnd.countDown();
            pool.await(id, TaskState.COMPLETED);
            pool.domain.restore(before);
            assertThat(pool.task(id).state()).isEqualTo(TaskState.RUNNING);

            UUID next = pool.dispatch(context -> "", "a");
            await().atMost(PATIENCE).until(() -> pool.task(next).state() == TaskState.COMPLETED);
            assertThat(pool.task(id).state()).isEqualTo(TaskState.FAILED);
        }
    }

    /** Then some call is on its way at each moment, and what runs can only be compared between two calls. */
    @Test
    void a_task_whose_end_was_forgotten_is_found_while_the_worker_is_never_silent() throws Exception {
        Domain domain = Domain.fresh();
        try (RunningPool pool = new RunningPool(domain, 4, Duration.ofSeconds(30), Duration.ofSeconds(30), false)) {
            CountDownLatch mayEnd = new CountDownLatch(1);
            UUID id = pool.dispatch(context -> {
                mayEnd.await();
                return "";
            });
            pool.await(id, TaskState.RUNNING);
            Map<String, byte[]> before = domain.dump();
            mayEnd.countDown();
            pool.await(id, TaskState.COMPLETED);
            domain.restore(before);

            AtomicBoolean over = new AtomicBoolean();
            List<Thread> callers = IntStream.range(0, 3)
                    .mapToObj(i -> new Thread(() -> {
                        while (!over.get()) {
                            pool.dispatch(context -> "");
                        }
                    }))
                    .toList();
            callers.forEach(Thread::start);
            try {
                await().atMost(PATIENCE).until(() -> pool.task(id).state() == TaskState.FAILED);
            } finally {
                over.set(true);
                for (Thread caller : callers) {
                    caller.join();
                }
            }
        }
    }

    @Test
    void an_execution_whose_start_was_forgotten_is_told_to_stop() {
        Domain domain = Domain.fresh();
        try (RunningPool pool = new RunningPool(domain, 1, Duration.ofSeconds(30), Duration.ofSeconds(30), false)) {
            CountDownLatch stopped = new CountDownLatch(1);
            CountDownLatch started = new CountDownLatch(1);
            UUID id = pool.dispatch(context -> {
                started.countDown();
                try {
                    new CountDownLatch(1).await();
                } finally {
                    if (context.isCanceled()) {
                        stopped.countDown();
                    }
                }
                return "";
            });
            await().atMost(PATIENCE).until(() -> started.getCount() == 0);
            domain.forgetStart(id);
            await().atMost(PATIENCE).until(() -> stopped.getCount() == 0);
        }
    }
}
