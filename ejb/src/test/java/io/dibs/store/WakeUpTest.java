package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is told that there is something to do (R6). */
class WakeUpTest {
    private final Domain domain = Domain.fresh();

    @AfterEach
    void close() {
        domain.close();
    }

    @Test
    void a_task_that_becomes_ready_wakes_one_idle_worker() {
        List<Domain.TestWorker> workers = Idle.workers(domain, 3);
        domain.dispatch();
        assertThat(Idle.woken(workers)).isEqualTo(1);
        domain.dispatch();
        assertThat(Idle.woken(workers)).as("another one").isEqualTo(1);
    }

    @Test
    void a_blocked_task_wakes_nobody_until_it_is_ready() {
        Domain.TestWorker busy = domain.worker();
        domain.dispatch("a");
        Exchange.Claimed claim = busy.claimOne();
        List<Domain.TestWorker> workers = Idle.workers(domain, 2);
        domain.dispatch("a");
        assertThat(Idle.woken(workers)).isZero();
        busy.complete(claim);
        assertThat(Idle.woken(workers)).isEqualTo(1);
    }

    @Test
    void tasks_wake_no_more_workers_than_there_are_tasks_and_each_once() {
        List<Domain.TestWorker> workers = Idle.workers(domain, 3);
        domain.dispatch();
        domain.dispatch();
        assertThat(workers).extracting(Domain.TestWorker::tokens).containsOnly(0L, 1L);
        assertThat(Idle.woken(workers)).isEqualTo(2);
    }

    @Test
    void tokens_do_not_pile_up() {
        Domain.TestWorker worker = Idle.worker(domain, "a", "b", "c");
        for (int i = 0; i < 5; i++) {
            domain.task().queue("a").dispatch();
            domain.task().queue("b").dispatch();
            domain.task().queue("c").dispatch();
        }
        assertThat(worker.tokens()).isEqualTo(1);
        worker.claim(15).forEach(claim -> domain.tasks.cancel(claim.task()));
        assertThat(worker.tokens()).isEqualTo(1);
    }

    @Test
    void a_worker_that_is_not_idle_is_not_woken() {
        Domain.TestWorker busy = domain.worker();
        domain.dispatch();
        assertThat(busy.exchange(1, List.of()).idle()).isFalse();
        domain.dispatch();
        assertThat(busy.tokens()).isZero();
    }

    @Test
    void a_worker_that_was_idle_and_is_not_any_more_is_not_woken() {
        Domain.TestWorker worker = Idle.worker(domain, "*");
        domain.dispatch();
        assertThat(worker.woken()).isTrue();
        worker.claimOne();
        domain.dispatch();
        assertThat(worker.tokens()).isZero();
        Audit.assertSound(domain);
    }

    @Test
    void a_worker_that_has_room_left_is_idle_and_woken() {
        Domain.TestWorker worker = domain.worker();
        domain.dispatch();
        assertThat(worker.exchange(2, List.of()).idle()).isTrue();
        domain.dispatch();
        assertThat(worker.tokens()).isEqualTo(1);
    }

    @Test
    void a_call_that_asks_for_no_task_leaves_a_worker_idle_or_busy_as_it_is() {
        Domain.TestWorker worker = Idle.worker(domain, "*");
        worker.exchange(0, List.of());
        domain.dispatch();
        assertThat(worker.woken()).as("it was idle").isTrue();
        worker.claimOne();
        worker.exchange(0, List.of());
        domain.dispatch();
        assertThat(worker.tokens()).as("it was busy").isZero();
        Audit.assertSound(domain);
    }

    @Test
    void a_worker_that_takes_nothing_any_more_is_not_woken() {
        List<Domain.TestWorker> workers = Idle.workers(domain, 2);
        workers.get(0).exchange(Exchange.NONE, List.of());
        domain.dispatch();
        assertThat(workers.get(0).tokens()).isZero();
        assertThat(workers.get(1).tokens()).isEqualTo(1);
        assertThat(workers.get(0).exchange(Exchange.NONE, List.of()).claims()).isEmpty();
    }

    @Test
    void only_workers_of_the_queue_are_woken() {
        Domain.TestWorker a = Idle.worker(domain, "a");
        Domain.TestWorker b = Idle.worker(domain, "b", "c");
        domain.task().queue("c").dispatch();
        assertThat(a.tokens()).isZero();
        assertThat(b.tokens()).isEqualTo(1);
    }

    @Test
    void a_worker_whose_lease_has_ended_does_not_swallow_a_wake_up() {
        Idle.workers(domain, 20).forEach(Domain.TestWorker::expire);
        List<Domain.TestWorker> alive = Idle.workers(domain, 1);
        domain.dispatch();
        assertThat(Idle.woken(alive)).isEqualTo(1);
        domain.sweep();
        Audit.assertSound(domain);
    }

    @Test
    void a_worker_blocks_for_a_moment_only_if_it_has_no_time() {
        Domain.TestWorker worker = Idle.worker(domain, "*");
        for (Duration atMost : List.of(Duration.ofMillis(1), Duration.ZERO, Duration.ofSeconds(-1))) {
            assertThat(domain.workers.awaitWake(worker.incarnation(), atMost)).isFalse();
        }
    }

    @Test
    void a_worker_that_blocks_on_its_tokens_is_woken() {
        Domain.TestWorker worker = Idle.worker(domain, "*");
        CompletableFuture<Boolean> wake = CompletableFuture.supplyAsync(
                () -> domain.workers.awaitWake(worker.incarnation(), Duration.ofSeconds(10)));
        domain.dispatch();
        assertThat(wake.join()).isTrue();
        assertThat(worker.tokens()).isZero();
    }

    @Test
    void a_closing_worker_ends_its_wait_and_leaves_nothing_in_redis() {
        Domain.TestWorker worker = Idle.worker(domain, "*");
        CompletableFuture<Boolean> wake = CompletableFuture.supplyAsync(
                () -> domain.workers.awaitWake(worker.incarnation(), Duration.ofSeconds(2)));
        await().until(() -> {
            domain.workers.stopWaiting();
            return wake.isDone();
        });
        assertThat(wake).isCompletedExceptionally();
        assertThat(worker.tokens()).isZero();
        domain.dispatch();
        assertThat(domain.workers.awaitWake(worker.incarnation(), Duration.ofSeconds(2)))
                .as("the next one waits on a new connection")
                .isTrue();
    }
}
