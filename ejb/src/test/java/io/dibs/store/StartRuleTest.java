package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.TaskState;

class StartRuleTest {
    private final Domain domain = Domain.fresh();
    private final Domain.TestWorker worker = domain.worker();

    @AfterEach
    void close() {
        domain.close();
    }

    @Test
    void tasks_that_share_a_resource_run_in_order_and_shared_ones_together() {
        UUID t1 = domain.dispatch("a", "shared:b");
        UUID t2 = domain.dispatch("shared:a");
        UUID t3 = domain.dispatch("shared:a");
        UUID t4 = domain.dispatch("a");
        UUID t5 = domain.dispatch("b");

        List<Exchange.Claimed> first = worker.claim(10);
        assertThat(first).extracting(Exchange.Claimed::task).containsExactly(t1);

        worker.complete(first.get(0));
        List<Exchange.Claimed> second = worker.claim(10);
        assertThat(second).extracting(Exchange.Claimed::task).containsExactly(t2, t3, t5);

        worker.complete(second.get(0));
        assertThat(worker.claim(10)).isEmpty();
        worker.complete(second.get(1));
        assertThat(worker.claim(10)).extracting(Exchange.Claimed::task).containsExactly(t4);
    }

    @Test
    void a_claim_that_is_repeated_because_its_reply_was_lost_returns_the_same_tasks() {
        UUID task = domain.dispatch();
        domain.dispatch();
        Exchange.Request request = worker.request(1, List.of());
        Exchange.Reply lost = worker.send(request);
        Exchange.Reply repeated = worker.send(request);
        assertThat(lost.claims()).extracting(Exchange.Claimed::task).containsExactly(task);
        assertThat(repeated.claims()).isEqualTo(lost.claims());
    }

    @Test
    void a_declined_task_goes_to_a_worker_that_knows_its_method() {
        UUID task = domain.dispatch("a");
        Exchange.Claimed claim = worker.claim(1).get(0);
        worker.exchange(1, List.of(claim.name()), Domain.outcome(claim, Exchange.Ending.DECLINED, ""));
        assertThat(domain.tasks.find(task).orElseThrow().state()).isEqualTo(TaskState.WAITING);
        assertThat(domain.tasks.waiting(task, 5).orElseThrow().parked()).isTrue();
        assertThat(worker.exchange(1, List.of(claim.name())).claims()).isEmpty();

        Exchange.Claimed again = domain.worker().claim(1).get(0);
        assertThat(again.task()).isEqualTo(task);
        assertThat(again.attempt()).isEqualTo(1);
        assertThat(again.fencingToken()).isGreaterThan(claim.fencingToken());
    }

    @Test
    void a_canceled_task_in_the_middle_of_a_line_lets_those_behind_move_up() {
        UUID reader = domain.dispatch("shared:a");
        UUID writer = domain.dispatch("a");
        UUID behind = domain.dispatch("shared:a");
        assertThat(worker.claimAll()).containsExactly(reader);
        assertThat(domain.tasks.cancel(writer).outcome()).isEqualTo(TaskStore.CancelOutcome.CANCELED);
        assertThat(worker.claimAll()).containsExactly(behind);
        assertThat(domain.tasks.line("a", 10).holders()).hasSize(2);
        assertThat(domain.tasks.line("a", 10).waitingCount()).isZero();
    }
}
