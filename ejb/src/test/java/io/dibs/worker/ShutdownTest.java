package io.dibs.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

import org.junit.jupiter.api.Test;

import io.dibs.TaskState;
import io.dibs.store.Domain;

/** What a worker that is told to end makes of what runs, of what does not, and of what will not stop. */
class ShutdownTest {
    private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    @Test
    void a_grace_time_without_end_lets_tasks_run_as_long_as_they_take() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        RunningPool pool = new RunningPool(1, FOREVER);
        UUID running = pool.dispatch(context -> {
            started.countDown();
            mayEnd.await();
            return "1";
        });
        started.await();
        Thread closer = new Thread(pool.pool::close);
        closer.start();
        await().until(() -> closer.getState() == Thread.State.TIMED_WAITING);
        assertThat(pool.task(running).state()).isEqualTo(TaskState.RUNNING);
        mayEnd.countDown();
        closer.join();
        assertThat(pool.task(running).state()).isEqualTo(TaskState.COMPLETED);
        pool.domain.close();
    }

    /** A worker may be told to end between its asking for tasks and the answer. Most of these rounds meet that moment. */
    @Test
    void a_task_that_is_claimed_while_its_worker_is_told_to_end_stays_queued() {
        Domain domain = Domain.fresh();
        for (int round = 0; round < 40; round++) {
            RunningPool pool = new RunningPool(domain, 2, Duration.ZERO, Duration.ofSeconds(30), false);
            List<UUID> tasks = new ArrayList<>();
            List<UUID> begun = new CopyOnWriteArrayList<>();
            for (int i = 0; i < 20; i++) {
                tasks.add(pool.dispatch(context -> {
                    begun.add(context.taskId());
                    return "";
                }));
            }
            pool.pool.close();
            for (UUID task : tasks) {
                assertThat(pool.task(task).state())
                        .as("round %d", round)
                        .isIn(
                                begun.contains(task)
                                        ? List.of(TaskState.COMPLETED, TaskState.FAILED)
                                        : List.of(TaskState.WAITING));
            }
            assertThat(domain.workers.list().workers()).isEmpty();
            tasks.forEach(domain.tasks::cancel);
        }
        domain.close();
    }

    @Test
    void a_task_that_will_not_stop_is_named_with_its_stack_and_left_to_the_end_of_the_lease() throws Exception {
        Domain domain = Domain.fresh();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        RunningPool pool = new RunningPool(domain, 2, Duration.ZERO, Duration.ofSeconds(30), false);
        UUID stubborn = pool.dispatch(
                context -> {
                    started.countDown();
                    awaitStubbornly(letGo);
                    return "\"too late\"";
                },
                "a");
        UUID behind = pool.dispatch(context -> "", "a");
        started.await();
        List<String> log = new CopyOnWriteArrayList<>();
        Listening listening = new Listening(log);
        pool.pool.close();
        listening.close();
        assertThat(pool.threads).filteredOn(Thread::isAlive).hasSize(1);
        assertThat(log).anySatisfy(line -> assertThat(line)
                .contains("Thread dibs-slot-")
                .contains(stubborn.toString())
                .contains("has not ended")
                .contains("ShutdownTest.awaitStubbornly"));
        assertThat(domain.find(stubborn).state()).isEqualTo(TaskState.RUNNING);

        domain.endLeases();
        domain.sweep();
        assertThat(domain.find(stubborn).json("error")).contains(Domain.MISSING);
        letGo.countDown();
        for (Thread thread : pool.threads) {
            thread.join();
        }
        assertThat(domain.find(stubborn).state()).isEqualTo(TaskState.FAILED);
        assertThat(domain.worker().claimOne().task()).isEqualTo(behind);
        domain.close();
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

    /** Collects what the pool logs, until it is closed. */
    private static final class Listening extends Handler {
        private final Logger logger = Logger.getLogger(WorkerPool.class.getName());
        private final List<String> lines;

        Listening(List<String> lines) {
            this.lines = lines;
            logger.addHandler(this);
        }

        @Override
        public void publish(LogRecord record) {
            lines.add(new SimpleFormatter().formatMessage(record));
        }

        @Override
        public void flush() {
            // There is nothing to flush.
        }

        @Override
        public void close() {
            logger.removeHandler(this);
        }
    }
}
