package io.dibs.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.dibs.TaskState;
import io.dibs.store.QueueStore;
import io.dibs.store.WorkerRequests;

/** What operators ask of a domain with one worker, which does it. */
@Timeout(60)
class OperatorRequestsTest {
    private final RunningPool pool = new RunningPool(2, Duration.ofSeconds(5));
    private final QueueStore queues = pool.domain.tasks.queues();
    private final WorkerRequests requests = pool.domain.workers.requests();

    @AfterEach
    void close() {
        pool.close();
    }

    private String incarnation() {
        return await().until(() -> pool.domain.workers.list().workers(), workers -> !workers.isEmpty())
                .get(0)
                .worker()
                .incarnation();
    }

    /** Runs a task and so lets the worker become idle again. */
    private void runOne() {
        pool.await(pool.dispatch(context -> "1"), TaskState.COMPLETED);
    }

    @Test
    void nothing_of_a_paused_queue_starts_and_all_does_when_it_is_resumed() {
        runOne();
        queues.pause("default");
        UUID[] ids = new UUID[5];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = pool.dispatch(context -> "1");
        }
        long calls = calls();
        await().until(() -> calls() > calls + 2); // It has looked, and found nothing.
        for (UUID id : ids) {
            assertThat(pool.task(id).state()).isEqualTo(TaskState.WAITING);
        }
        queues.resume("default");
        for (UUID id : ids) {
            pool.await(id, TaskState.COMPLETED);
        }
        pool.domain.assertSound();
    }

    /** How often the worker has asked for work. */
    private long calls() {
        return pool.domain.callsOf(incarnation());
    }

    @Test
    void a_task_that_runs_when_its_queue_is_paused_goes_on() {
        CountDownLatch go = new CountDownLatch(1);
        UUID id = pool.dispatch(context -> {
            go.await();
            return "1";
        });
        pool.await(id, TaskState.RUNNING);
        queues.pause("default");
        go.countDown();
        pool.await(id, TaskState.COMPLETED);
    }

    @Test
    void a_draining_worker_begins_nothing_until_that_is_taken_back() {
        runOne();
        CountDownLatch go = new CountDownLatch(1);
        UUID running = pool.dispatch(context -> {
            go.await();
            return "1";
        });
        pool.await(running, TaskState.RUNNING);
        requests.drain(incarnation(), true);
        UUID next = pool.dispatch(context -> "1");
        go.countDown();
        pool.await(running, TaskState.COMPLETED);
        long calls = calls();
        await().until(() -> calls() > calls + 2);
        assertThat(pool.task(next).state()).isEqualTo(TaskState.WAITING);
        requests.drain(incarnation(), false);
        pool.await(next, TaskState.COMPLETED);
        pool.domain.assertSound();
    }

    @Test
    void a_worker_tells_where_its_threads_are() {
        CountDownLatch go = new CountDownLatch(1);
        UUID id = pool.dispatch(context -> {
            waitHere(go);
            return "1";
        });
        pool.await(id, TaskState.RUNNING);
        String incarnation = incarnation();
        long question = requests.askThreads(incarnation).orElseThrow();
        String text = await().until(() -> requests.threads(incarnation, question), answer -> answer.isPresent())
                .orElseThrow()
                .text();
        go.countDown();
        assertThat(text).contains("\"dibs-coordinator\"", "OperatorRequestsTest.waitHere");
        pool.await(id, TaskState.COMPLETED);
    }

    private static void waitHere(CountDownLatch latch) throws InterruptedException {
        latch.await();
    }
}
