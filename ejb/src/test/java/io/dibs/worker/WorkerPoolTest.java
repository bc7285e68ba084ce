package io.dibs.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import io.dibs.TaskState;
import io.dibs.TaskStateChanged;
import io.dibs.store.Domain;
import io.dibs.store.StoredTask;

class WorkerPoolTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void a_task_runs_and_its_result_is_kept() {
        try (RunningPool pool = new RunningPool(2, LONG)) {
            UUID id = pool.dispatch(context -> "{\"answer\":42}");
            StoredTask task = pool.await(id, TaskState.COMPLETED);
            assertThat(task.json("result")).contains("{\"answer\":42}");
            assertThat(task.attempt()).isEqualTo(1);
            assertThat(task.worker()).contains("test");
            assertThat(task.time("created").orElseThrow())
                    .isBeforeOrEqualTo(task.time("started").orElseThrow());
            assertThat(task.time("started").orElseThrow())
                    .isBefore(task.time("finished").orElseThrow());
        }
    }

    @Test
    void tasks_of_one_resource_run_one_after_the_other_in_order() {
        try (RunningPool pool = new RunningPool(8, LONG)) {
            List<Integer> order = new CopyOnWriteArrayList<>();
            List<UUID> ids = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int number = i;
                ids.add(pool.dispatch(
                        context -> {
                            order.add(number);
                            return "";
                        },
                        "a"));
            }
            ids.forEach(id -> pool.await(id, TaskState.COMPLETED));
            assertThat(order).hasSize(200).isSorted();
        }
    }

    @Test
    void a_method_that_throws_fails_its_task_with_message_and_stack() {
        try (RunningPool pool = new RunningPool(1, LONG)) {
            UUID id = pool.dispatch(context -> {
                throw new IllegalArgumentException("no such remote");
            });
            assertThat(pool.await(id, TaskState.FAILED).json("error").orElseThrow())
                    .contains("\"description\":\"no such remote\"")
                    .contains("IllegalArgumentException")
                    .contains("WorkerPoolTest");
        }
    }

    @Test
    void whatever_a_task_does_wrong_ends_that_task_alone() {
        try (RunningPool pool = new RunningPool(1, LONG)) {
            UUID unnamed = pool.dispatch(context -> {
                context.progress(null, "code");
                return "";
            });
            UUID nothing = pool.dispatch(context -> null);
            UUID unspeakable = pool.dispatch(context -> {
                throw new IllegalStateException() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public String getMessage() {
                        throw new IllegalStateException("again");
                    }
                };
            });
            UUID overflowing = pool.dispatch(context -> {
                throw new StackOverflowError();
            });
            UUID patient = pool.dispatchWithTimeout(Duration.ofDays(365_000), context -> {
                context.progress("Waiting", "waiting").increment();
                return "1";
            });
            pool.await(patient, TaskState.COMPLETED);
            assertThat(pool.task(unnamed).json("error").orElseThrow()).contains("needs a message");
            assertThat(pool.task(nothing).state()).isEqualTo(TaskState.FAILED);
            assertThat(pool.task(unspeakable).json("error").orElseThrow()).contains("cannot be shown");
            assertThat(pool.task(overflowing).json("error").orElseThrow()).contains("StackOverflowError");
        }
    }

    @Test
    void redaction_keeps_an_exceptions_text_out_of_the_task() {
        try (RunningPool pool = new RunningPool(Domain.fresh(), 1, LONG, LONG, true)) {
            UUID id = pool.dispatch(context -> {
                throw new IllegalArgumentException("password=hunter2");
            });
            assertThat(pool.await(id, TaskState.FAILED).json("error").orElseThrow())
                    .doesNotContain("hunter2")
                    .doesNotContain("traceback")
                    .contains(id.toString());
        }
    }

    @Test
    void a_canceled_task_is_interrupted_and_holds_its_resources_until_it_has_ended() throws Exception {
        try (RunningPool pool = new RunningPool(2, LONG)) {
            CountDownLatch interrupted = new CountDownLatch(1);
            CountDownLatch mayEnd = new CountDownLatch(1);
            UUID stubborn = pool.dispatch(
                    context -> {
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            interrupted.countDown();
                        }
                        awaitStubbornly(mayEnd);
                        return "\"done all the same\"";
                    },
                    "a");
            UUID next = pool.dispatch(context -> "", "a");
            pool.await(stubborn, TaskState.RUNNING);

            pool.domain.tasks.cancel(stubborn);
            interrupted.await();
            assertThat(pool.task(stubborn).state()).isEqualTo(TaskState.CANCELING);
            assertThat(pool.task(next).state()).isEqualTo(TaskState.WAITING);

            mayEnd.countDown();
            assertThat(pool.await(stubborn, TaskState.CANCELED).json("result")).isEmpty();
            pool.await(next, TaskState.COMPLETED);
        }
    }

    @Test
    void a_task_that_runs_out_of_time_is_stopped_and_fails() {
        try (RunningPool pool = new RunningPool(1, LONG)) {
            AtomicReference<Boolean> sawCancel = new AtomicReference<>();
            UUID id = pool.dispatchWithTimeout(Duration.ofMillis(100), context -> {
                try {
                    new CountDownLatch(1).await();
                } finally {
                    sawCancel.set(context.isCanceled());
                }
                return "";
            });
            assertThat(pool.await(id, TaskState.FAILED).json("error"))
                    .contains("{\"reason\":\"Timed out after PT0.1S.\"}");
            assertThat(sawCancel).hasValue(true);
        }
    }

    @Test
    void progress_is_saved_while_the_task_runs_and_at_its_end() throws Exception {
        try (RunningPool pool = new RunningPool(1, LONG)) {
            CountDownLatch mayEnd = new CountDownLatch(1);
            UUID id = pool.dispatch(context -> {
                var progress = context.progress("Downloading", "downloading").total(3);
                progress.increment();
                context.createdResource("/versions/1");
                mayEnd.await();
                progress.increment(2);
                progress.complete();
                context.progress("Never ended", "open").suffix("half way");
                return "";
            });
            await().until(() -> pool.task(id).json("progress").isPresent());
            assertThat(pool.task(id).json("progress").orElseThrow()).contains("\"done\":1");
            assertThat(pool.task(id).json("made")).contains("[\"/versions/1\"]");
            mayEnd.countDown();
            assertThat(pool.await(id, TaskState.COMPLETED).json("progress").orElseThrow())
                    .contains("\"done\":3,\"total\":3,\"completed\":true")
                    .contains("half way");
        }
    }

    @Test
    void the_working_directory_goes_with_the_execution() {
        try (RunningPool pool = new RunningPool(1, LONG)) {
            AtomicReference<Path> directory = new AtomicReference<>();
            UUID id = pool.dispatch(context -> {
                directory.set(context.workingDirectory());
                Files.createDirectories(directory.get().resolve("deep/er"));
                Files.writeString(directory.get().resolve("deep/er/file"), "x");
                return "";
            });
            pool.await(id, TaskState.COMPLETED);
            assertThat(directory.get()).doesNotExist();
        }
    }

    @Test
    void every_change_of_state_is_told_once_and_in_order() {
        try (RunningPool pool = new RunningPool(1, LONG)) {
            UUID id = pool.dispatch(context -> "");
            pool.await(id, TaskState.COMPLETED);
            await().until(() -> pool.changes.size() == 2);
            assertThat(pool.changes)
                    .extracting(TaskStateChanged::from, TaskStateChanged::to)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(Optional.of(TaskState.WAITING), TaskState.RUNNING),
                            org.assertj.core.groups.Tuple.tuple(Optional.of(TaskState.RUNNING), TaskState.COMPLETED));
        }
    }

    @Test
    void a_task_whose_method_nobody_knows_waits_and_can_be_canceled() {
        try (RunningPool pool = new RunningPool(2, LONG)) {
            UUID unknown = pool.dispatchUnknown("a");
            await().until(() -> pool.domain
                    .tasks
                    .waiting(unknown, 1)
                    .filter(waiting -> waiting.parked())
                    .isPresent());
            pool.await(pool.dispatch(context -> ""), TaskState.COMPLETED);
            UUID behind = pool.dispatch(context -> "", "a");
            assertThat(pool.task(behind).state()).isEqualTo(TaskState.WAITING);
            pool.domain.tasks.cancel(unknown);
            pool.await(behind, TaskState.COMPLETED);
            assertThat(pool.task(unknown).time("started")).isEmpty();
        }
    }

    @Test
    void closing_lets_running_tasks_end_and_leaves_the_rest_queued() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        RunningPool pool = new RunningPool(1, LONG);
        UUID running = pool.dispatch(context -> {
            started.countDown();
            mayEnd.await();
            return "1";
        });
        UUID queued = pool.dispatch(context -> "2");
        started.await();
        Thread closer = new Thread(pool.pool::close);
        closer.start();
        await().until(() -> closer.getState() == Thread.State.TIMED_WAITING);
        mayEnd.countDown();
        closer.join();
        assertThat(pool.task(running).state()).isEqualTo(TaskState.COMPLETED);
        assertThat(pool.task(queued).state()).isEqualTo(TaskState.WAITING);
        assertThat(pool.threads).noneMatch(Thread::isAlive);
        assertThat(pool.domain.workers.list().workers()).isEmpty();
        pool.domain.close();
    }

    @Test
    void past_the_grace_time_tasks_are_aborted() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        RunningPool pool = new RunningPool(1, Duration.ZERO);
        UUID id = pool.dispatch(context -> {
            started.countDown();
            new CountDownLatch(1).await();
            return "";
        });
        started.await();
        pool.pool.close();
        assertThat(pool.task(id).state()).isEqualTo(TaskState.FAILED);
        assertThat(pool.task(id).json("error")).contains("{\"reason\":\"Aborted during worker shutdown.\"}");
        assertThat(pool.threads).noneMatch(Thread::isAlive);
        pool.domain.close();
    }

    @Test
    void one_worker_serves_bursts_that_come_a_moment_apart() {
        try (RunningPool pool = new RunningPool(1, LONG)) {
            for (int burst = 0; burst < 20; burst++) {
                UUID last = null;
                for (int i = 0; i < 5; i++) {
                    last = pool.dispatch(context -> "");
                }
                pool.await(last, TaskState.COMPLETED);
            }
        }
    }

    private static void awaitStubbornly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // That is the point: it ignores interrupts.
            }
        }
    }
}
