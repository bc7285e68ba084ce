package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is told of what a worker made ready, or saw ready, and cannot do itself (R6). */
class HandOnTest {
    private final Domain domain = Domain.fresh();

    @AfterEach
    void close() {
        domain.close();
    }

    @Test
    void a_claim_that_leaves_ready_tasks_behind_wakes_the_next_worker_and_not_itself() {
        for (int round = 0; round < 5; round++) {
            Domain.TestWorker first = Idle.worker(domain, "*");
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
        List<Domain.TestWorker> others = Idle.workers(domain, 2);
        Exchange.Outcome outcome = Domain.outcome(claim, Exchange.Ending.COMPLETED, "");
        assertThat(worker.exchange(1, List.of(), outcome).claims()).hasSize(1);
        assertThat(Idle.woken(others)).isZero();
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
        List<Domain.TestWorker> others = Idle.workers(domain, 4);
        Exchange.Outcome outcome = Domain.outcome(claim, Exchange.Ending.COMPLETED, "");
        assertThat(worker.exchange(1, List.of(), outcome).claims()).hasSize(1);
        assertThat(Idle.woken(others)).isEqualTo(2);
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
            List<Domain.TestWorker> others = Idle.workers(domain, 1);
            Exchange.Outcome outcome = Domain.outcome(reply.claims().get(0), Exchange.Ending.COMPLETED, "");
            assertThat(worker.exchange(1, List.of(), outcome).claims()).hasSize(1);
            assertThat(worker.tokens()).isZero();
            assertThat(Idle.woken(others)).isEqualTo(1);
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
        List<Domain.TestWorker> others = Idle.workers(domain, 1);
        worker.expire();
        worker.complete(claim);
        assertThat(Idle.woken(others)).isEqualTo(1);
    }

    @Test
    void a_declined_task_wakes_another_worker_and_not_the_one_that_declined_it() {
        for (int round = 0; round < 5; round++) {
            Domain.TestWorker worker = Idle.worker(domain, "*");
            UUID id = domain.dispatch();
            Exchange.Claimed claim = worker.claimOne();
            List<Domain.TestWorker> others = Idle.workers(domain, 1);
            worker.woken();
            worker.exchange(2, List.of(claim.name()), Domain.outcome(claim, Exchange.Ending.DECLINED, ""));
            assertThat(worker.tokens()).isZero();
            assertThat(Idle.woken(others)).isEqualTo(1);
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
        List<Domain.TestWorker> others = Idle.workers(domain, 2);
        domain.tasks.cancel(writer);
        assertThat(Idle.woken(others)).isEqualTo(1);
    }
}
