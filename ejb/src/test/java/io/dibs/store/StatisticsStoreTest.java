package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.RetryPolicy;

/** Counts of a domain. */
class StatisticsStoreTest {
    private final Domain domain = Domain.fresh();
    private final StatisticsStore statistics = new StatisticsStore(domain.redis);
    private final Domain.TestWorker worker = domain.worker();

    @AfterEach
    void close() {
        domain.close();
    }

    @Test
    void of_nothing_there_is_nothing_but_the_worker() {
        StatisticsStore.Counts counts = statistics.count();
        assertThat(counts.dispatched()).isZero();
        assertThat(counts.tasks()).containsOnly(0L).hasSize(8);
        assertThat(counts.lately()).containsOnly(0L).hasSize(4);
        assertThat(counts.workers()).containsExactly(1L, 10L, 0L);
    }

    @Test
    void each_task_is_counted_once() {
        worker.complete(claimed("x"));
        worker.fail(claimed());
        domain.tasks.cancel(domain.dispatch());
        domain.tasks.cancel(claimed("x").task());
        UUID running = claimed("y").task();
        domain.dispatch("x");
        domain.task().attributes(Attributes.NONE.after(List.of(running))).dispatch();
        domain.task().name("test.Tasks#other").dispatch();
        worker.decline(worker.claimOne());
        domain.task()
                .retry(RetryPolicy.fixed(2, Duration.ofHours(1)))
                .priority(9)
                .dispatch();
        worker.exchange(
                0,
                List.of(),
                Domain.outcome(
                        worker.exchange(1, List.of("test.Tasks#other")).claims().get(0),
                        Exchange.Ending.RETRYABLE,
                        "{}"));
        domain.dispatch();
        domain.dispatch();
        StatisticsStore.Counts counts = statistics.count();
        assertThat(counts.tasks())
                .as("ready, blocked, later, running, canceling, completed, failed, canceled")
                .containsExactly(3L, 2L, 1L, 1L, 1L, 1L, 1L, 1L);
        assertThat(counts.dispatched()).isEqualTo(11);
        assertThat(counts.lately()).containsExactly(11L, 1L, 1L, 1L);
        assertThat(counts.workers()).containsExactly(1L, 10L, 2L);
    }

    private Exchange.Claimed claimed(String... reservations) {
        domain.dispatch(reservations);
        return worker.claimOne();
    }

    @Test
    void a_task_that_joins_its_lines_later_was_dispatched_once() {
        UUID id = domain.task().retry(RetryPolicy.fixed(2, Duration.ofHours(1))).dispatch();
        worker.exchange(0, List.of(), Domain.outcome(worker.claimOne(), Exchange.Ending.RETRYABLE, "{}"));
        domain.makeDue(id);
        domain.sweep();
        String numbers = domain.redis.call(r -> r.get(domain.redis.key("seq")));
        assertThat(numbers).isEqualTo("2");
        assertThat(statistics.count().dispatched()).isEqualTo(1);
    }

    @Test
    void tasks_of_long_ago_did_not_happen_in_the_last_minute() {
        List<UUID> ids = Stream.generate(domain::dispatch).limit(50).toList();
        worker.claim(10).forEach(worker::complete);
        for (UUID id : ids.subList(0, 37)) {
            domain.redis.call(r -> r.hset(domain.redis.key("task:" + id), "created", "1000"));
        }
        domain.redis.call(
                r -> r.zadd(domain.redis.key("done:completed"), 1000, ids.get(0).toString()));
        assertThat(statistics.count().lately()).containsExactly(13L, 9L, 0L, 0L);
        assertThat(statistics.count().dispatched()).isEqualTo(50);
    }

    @Test
    void a_worker_whose_lease_has_ended_is_not_online() {
        worker.expire();
        assertThat(statistics.count().workers()).containsExactly(0L, 0L, 0L);
    }

    @Test
    void counting_changes_nothing() {
        domain.dispatch("x");
        Keys.assertUnchangedBy(domain, statistics::count);
    }
}
