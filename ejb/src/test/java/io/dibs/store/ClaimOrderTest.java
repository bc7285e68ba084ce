package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.TaskQuery;
import io.dibs.TaskState;

class ClaimOrderTest {
    private final Domain domain = Domain.fresh();
    private final Domain.TestWorker worker = domain.worker();

    @AfterEach
    void close() {
        domain.close();
    }

    @Test
    void ready_tasks_are_claimed_by_priority_then_in_order_of_dispatch() {
        UUID low = domain.task().priority(-100).dispatch();
        UUID first = domain.task().priority(0).dispatch();
        UUID high = domain.task().priority(100).dispatch();
        UUID second = domain.task().priority(0).dispatch();
        UUID highToo = domain.task().priority(100).dispatch();
        assertThat(worker.claimOne().task()).isEqualTo(high);
        assertThat(worker.claimAll()).containsExactly(highToo, first, second, low);
    }

    @Test
    void priority_never_changes_the_line_of_a_resource() {
        UUID first = domain.task("a").priority(-100).dispatch();
        UUID second = domain.task("a").priority(0).dispatch();
        UUID third = domain.task("a").priority(100).dispatch();
        for (UUID next : List.of(first, second, third)) {
            List<Exchange.Claimed> claims = worker.claim(10);
            assertThat(claims).extracting(Exchange.Claimed::task).containsExactly(next);
            worker.complete(claims.get(0));
        }
    }

    @Test
    void a_reader_of_high_priority_does_not_overtake_a_writer_that_waits() {
        domain.dispatch("shared:a");
        worker.claimAll();
        domain.dispatch("a");
        domain.task("shared:a").priority(100).dispatch();
        assertThat(worker.claimAll()).isEmpty();
    }

    @Test
    void queues_are_served_in_order_of_preference() {
        UUID b = domain.task().queue("b").priority(100).dispatch();
        UUID a1 = domain.task().queue("a").dispatch();
        UUID a2 = domain.task().queue("a").priority(1).dispatch();
        domain.task().queue("c").dispatch();
        Domain.TestWorker some = domain.worker("a", "b");
        assertThat(some.claimOne().task()).isEqualTo(a2);
        assertThat(some.claimAll()).containsExactly(a1, b);
    }

    @Test
    void a_worker_of_all_queues_merges_them() {
        UUID b = domain.task().queue("b").dispatch();
        UUID a = domain.task().queue("a").dispatch();
        UUID c = domain.task().queue("c").priority(1).dispatch();
        assertThat(worker.claimAll()).containsExactly(c, b, a);
    }

    @Test
    void a_queue_can_be_preferred_to_all_others() {
        UUID b = domain.task().queue("b").priority(100).dispatch();
        UUID a = domain.task().queue("a").dispatch();
        UUID c = domain.task().queue("c").dispatch();
        assertThat(domain.worker("a", "*").claimAll()).containsExactly(a, b, c);
    }

    @Test
    void what_is_ready_and_is_no_task_holds_up_nobody() {
        domain.redis.call(r -> r.zadd(domain.redis.key("ready:default"), 0, "ghost"));
        domain.redis.call(r -> r.sadd(domain.redis.key("queues"), "default"));
        assertThat(worker.claim(1)).isEmpty();
        UUID id = domain.dispatch();
        assertThat(worker.claimAll()).containsExactly(id);
    }

    @Test
    void a_worker_takes_no_more_than_it_has_slots() {
        IntStream.range(0, 5).forEach(i -> domain.dispatch());
        assertThat(worker.claim(0)).isEmpty();
        assertThat(worker.claim(2)).hasSize(2);
        assertThat(worker.claim(10)).hasSize(3);
    }

    @Test
    void a_worker_with_a_thousand_slots_can_fill_them_at_once() {
        int many = 1000;
        Flood.dispatch(domain, many, i -> domain.task());
        List<Exchange.Claimed> claims = worker.claim(many);
        assertThat(claims).hasSize(many);
        Exchange.Outcome[] outcomes = claims.stream()
                .map(claim -> Domain.outcome(claim, Exchange.Ending.COMPLETED, ""))
                .toArray(Exchange.Outcome[]::new);
        assertThat(worker.exchange(0, List.of(), outcomes).recorded()).hasSize(many);
        assertThat(domain.tasks.list(TaskQuery.all()).count()).isLessThanOrEqualTo(1000);
    }

    @Test
    void a_claimed_task_is_running_under_the_worker() {
        UUID id = domain.dispatch();
        Exchange.Claimed claim = worker.claimOne();
        StoredTask task = domain.find(id);
        assertThat(task.state()).isEqualTo(TaskState.RUNNING);
        assertThat(task.worker()).contains("worker");
        assertThat(task.fencingToken()).contains(claim.fencingToken());
        assertThat(task.time("started")).isPresent();
        assertThat(task.attempt()).isEqualTo(claim.attempt()).isEqualTo(1);
        assertThat(domain.workers.list().workers().get(0).tasks()).containsExactly(id);
    }
}
