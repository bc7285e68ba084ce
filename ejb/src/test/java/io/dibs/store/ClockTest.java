package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.TaskState;

/**
 * C49: the clock of Redis is set. Nobody can set it for real here, so the clock's own memory is moved instead, which is the
 * same to it: a step is the difference between the two.
 */
class ClockTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Domain domain = Domain.fresh();
    private final Domain.TestWorker worker = domain.worker();

    @AfterEach
    void close() {
        domain.close();
    }

    /** As if Redis' clock had been set forward (or back) since it was last looked at. */
    private void set(Duration forward) {
        String key = domain.redis.key("clock");
        long last = Long.parseLong(domain.redis.call(r -> r.hget(key, "last")));
        long micros = forward.toNanos() / 1000;
        domain.redis.call(r -> r.hset(key, "last", Long.toString(last - micros)));
        // What was written before the step, was written by the clock as it was then: all leases are as much earlier.
        domain.redis.call(r -> r.zincrby(domain.redis.key("leases"), -micros, worker.incarnation()));
    }

    private void assertLeaseHolds(UUID running) {
        assertThat(domain.sweep()).isEmpty();
        assertThat(domain.workers.renew(worker.registration, new WorkerStore.Health(0, Instant.now())))
                .isTrue();
        assertThat(worker.exchange(0, List.of()).leaseValid()).isTrue();
        assertThat(domain.state(running)).isEqualTo(TaskState.RUNNING);
        Audit.assertSound(domain);
    }

    @Test
    void no_lease_ends_when_the_clock_is_set_forward() {
        UUID id = domain.dispatch("a");
        worker.claimOne();
        set(HOUR);
        assertLeaseHolds(id);
    }

    @Test
    void no_lease_ends_when_the_clock_is_set_back() {
        UUID id = domain.dispatch("a");
        worker.claimOne();
        set(HOUR.negated());
        assertLeaseHolds(id);
    }

    @Test
    void nor_when_it_is_set_again_and_again() {
        UUID id = domain.dispatch("a");
        worker.claimOne();
        for (int i = 0; i < 20; i++) {
            set(i % 3 == 0 ? HOUR.negated() : HOUR);
            assertLeaseHolds(id);
        }
    }

    @Test
    void a_lease_still_ends_after_the_clock_was_set_back() {
        Domain.TestWorker shortLived = domain.worker(Duration.ofSeconds(1));
        domain.dispatch("a");
        shortLived.claimOne();
        String clock = domain.redis.key("clock");
        domain.redis.call(r -> r.hincrBy(clock, "last", HOUR.toNanos() / 1000));
        domain.redis.call(r -> r.zincrby(domain.redis.key("leases"), HOUR.toNanos() / 1000, shortLived.incarnation()));
        domain.sweep();
        assertThat(await().until(domain::sweep, taken -> !taken.isEmpty())).hasSize(1);
    }

    @Test
    void the_order_of_tasks_has_nothing_to_do_with_the_clock() {
        UUID first = domain.dispatch("a");
        UUID second = domain.dispatch("a");
        set(HOUR.negated());
        UUID third = domain.dispatch("a");
        for (UUID id : List.of(first, second, third)) {
            assertThat(worker.claim(10)).extracting(Exchange.Claimed::task).containsExactly(id);
            domain.tasks.cancel(id);
            set(HOUR.negated());
            worker.exchange(
                    0,
                    List.of(),
                    new Exchange.Outcome(
                            id, domain.find(id).fencingToken().orElseThrow(), Exchange.Ending.FAILED, "{}", "", ""));
        }
    }
}
