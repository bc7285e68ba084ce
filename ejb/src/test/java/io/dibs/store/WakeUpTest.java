package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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

    private List<Domain.TestWorker> idle(int count) {
        List<Domain.TestWorker> workers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            workers.add(idle("*"));
        }
        return workers;
    }

    private Domain.TestWorker idle(String... queues) {
        Domain.TestWorker worker = domain.worker(queues);
        assertThat(worker.exchange(1, List.of()).idle()).isTrue();
        return worker;
    }

    private static long woken(List<Domain.TestWorker> workers) {
        return workers.stream().filter(Domain.TestWorker::woken).count();
    }

    @Test
    void a_task_that_becomes_ready_wakes_one_idle_worker() {
        List<Domain.TestWorker> workers = idle(3);
        domain.dispatch();
        assertThat(woken(workers)).isEqualTo(1);
        domain.dispatch();
        assertThat(woken(workers)).as("another one").isEqualTo(1);
    }

    @Test
    void a_blocked_task_wakes_nobody_until_it_is_ready() {
        Domain.TestWorker busy = domain.worker();
        domain.dispatch("a");
        Exchange.Claimed claim = busy.claimOne();
        List<Domain.TestWorker> workers = idle(2);
        domain.dispatch("a");
        assertThat(woken(workers)).isZero();
        busy.complete(claim);
        assertThat(woken(workers)).isEqualTo(1);
    }

    @Test
    void tasks_wake_no_more_workers_than_there_are_tasks_and_each_once() {
        List<Domain.TestWorker> workers = idle(3);
        domain.dispatch();
        domain.dispatch();
        assertThat(workers).extracting(Domain.TestWorker::tokens).containsOnly(0L, 1L);
        assertThat(woken(workers)).isEqualTo(2);
    }

    @Test
    void tokens_do_not_pile_up() {
        Domain.TestWorker worker = idle("a", "b", "c");
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
        Domain.TestWorker worker = idle("*");
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
    void only_workers_of_the_queue_are_woken() {
        Domain.TestWorker a = idle("a");
        Domain.TestWorker b = idle("b", "c");
        domain.task().queue("c").dispatch();
        assertThat(a.tokens()).isZero();
        assertThat(b.tokens()).isEqualTo(1);
    }

    @Test
    void a_claim_that_leaves_ready_tasks_behind_wakes_the_next_worker_and_not_itself() {
        for (int round = 0; round < 5; round++) {
            Domain.TestWorker first = idle("*");
            domain.dispatch();
            domain.dispatch();
            Domain.TestWorker second = lateComer();
            assertThat(first.woken()).isTrue();
            assertThat(first.claim(1)).hasSize(1);
            assertThat(first.tokens()).isZero();
            assertThat(second.woken()).isTrue();
            assertThat(second.claim(1)).hasSize(1);
            List.of(first, second).forEach(Domain.TestWorker::expire);
            domain.sweep();
        }
    }

    /** Idle, although there is a task: as if it had come just before. */
    private Domain.TestWorker lateComer() {
        Domain.TestWorker worker = domain.worker();
        domain.redis.call(r -> r.sadd(domain.redis.key("idle:*"), worker.incarnation()));
        return worker;
    }

    @Test
    void a_worker_that_takes_what_it_made_ready_wakes_nobody() {
        Domain.TestWorker worker = domain.worker();
        domain.dispatch("a");
        Exchange.Claimed claim = worker.claimOne();
        domain.dispatch("a");
        List<Domain.TestWorker> others = idle(2);
        Exchange.Outcome outcome = Domain.outcome(claim, Exchange.Ending.COMPLETED, "");
        assertThat(worker.exchange(1, List.of(), outcome).claims()).hasSize(1);
        assertThat(woken(others)).isZero();
        assertThat(worker.tokens()).isZero();
    }

    @Test
    void what_a_worker_made_ready_and_cannot_take_wakes_as_many_others() {
        Domain.TestWorker worker = domain.worker();
        domain.dispatch("a");
        Exchange.Claimed claim = worker.claimOne();
        for (int i = 0; i < 3; i++) {
            domain.dispatch("shared:a");
        }
        List<Domain.TestWorker> others = idle(4);
        Exchange.Outcome outcome = Domain.outcome(claim, Exchange.Ending.COMPLETED, "");
        assertThat(worker.exchange(1, List.of(), outcome).claims()).hasSize(1);
        assertThat(woken(others)).isEqualTo(2);
        assertThat(worker.tokens()).isZero();
    }

    @Test
    void a_worker_that_is_idle_and_fills_up_wakes_another_and_not_itself() {
        for (int round = 0; round < 5; round++) {
            Domain.TestWorker worker = domain.worker();
            domain.dispatch("a");
            Exchange.Reply reply = worker.exchange(2, List.of());
            assertThat(reply.idle()).isTrue();
            domain.dispatch("shared:a");
            domain.dispatch("shared:a");
            List<Domain.TestWorker> others = idle(1);
            Exchange.Outcome outcome = Domain.outcome(reply.claims().get(0), Exchange.Ending.COMPLETED, "");
            assertThat(worker.exchange(1, List.of(), outcome).claims()).hasSize(1);
            assertThat(worker.tokens()).isZero();
            assertThat(woken(others)).isEqualTo(1);
            others.get(0).claimOne();
            worker.expire();
            others.forEach(Domain.TestWorker::expire);
            domain.sweep();
        }
    }

    @Test
    void an_outcome_without_a_lease_still_wakes_another_worker() {
        Domain.TestWorker worker = domain.worker();
        domain.dispatch("a");
        Exchange.Claimed claim = worker.claimOne();
        domain.dispatch("a");
        List<Domain.TestWorker> others = idle(1);
        worker.expire();
        worker.complete(claim);
        assertThat(woken(others)).isEqualTo(1);
    }

    @Test
    void a_worker_whose_lease_has_ended_does_not_swallow_a_wake_up() {
        idle(20).forEach(Domain.TestWorker::expire);
        List<Domain.TestWorker> alive = idle(1);
        domain.dispatch();
        assertThat(woken(alive)).isEqualTo(1);
        domain.sweep();
        Audit.assertSound(domain);
    }

    @Test
    void a_declined_task_wakes_another_worker_and_not_the_one_that_declined_it() {
        for (int round = 0; round < 5; round++) {
            Domain.TestWorker worker = idle("*");
            UUID id = domain.dispatch();
            Exchange.Claimed claim = worker.claimOne();
            List<Domain.TestWorker> others = idle(1);
            worker.woken();
            worker.exchange(2, List.of(claim.name()), Domain.outcome(claim, Exchange.Ending.DECLINED, ""));
            assertThat(worker.tokens()).isZero();
            assertThat(woken(others)).isEqualTo(1);
            domain.tasks.cancel(id);
            worker.expire();
            others.forEach(Domain.TestWorker::expire);
            domain.sweep();
        }
    }

    @Test
    void a_task_canceled_in_a_line_wakes_a_worker_for_those_behind_it() {
        Domain.TestWorker busy = domain.worker();
        domain.dispatch("shared:a");
        busy.claimOne();
        UUID writer = domain.dispatch("a");
        domain.dispatch("shared:a");
        List<Domain.TestWorker> others = idle(2);
        domain.tasks.cancel(writer);
        assertThat(woken(others)).isEqualTo(1);
    }

    @Test
    void a_worker_blocks_for_a_moment_only_if_it_has_no_time() {
        Domain.TestWorker worker = idle("*");
        for (Duration atMost : List.of(Duration.ofMillis(1), Duration.ZERO, Duration.ofSeconds(-1))) {
            assertThat(domain.workers.awaitWake(worker.incarnation(), atMost)).isFalse();
        }
    }

    @Test
    void a_worker_that_blocks_on_its_tokens_is_woken() {
        Domain.TestWorker worker = idle("*");
        CompletableFuture<Boolean> wake = CompletableFuture.supplyAsync(
                () -> domain.workers.awaitWake(worker.incarnation(), Duration.ofSeconds(10)));
        domain.dispatch();
        assertThat(wake.join()).isTrue();
        assertThat(worker.tokens()).isZero();
    }
}
