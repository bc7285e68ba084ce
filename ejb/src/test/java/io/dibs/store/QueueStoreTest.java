package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.RetryPolicy;

/** What is said of queues. */
class QueueStoreTest {
    private final Domain domain = Domain.fresh();
    private final QueueStore queues = domain.tasks.queues();
    private final Domain.TestWorker worker = domain.worker();

    @AfterEach
    void close() {
        domain.close();
    }

    @Test
    void nobody_uses_any() {
        assertThat(queues.list(List.of())).isEmpty();
        assertThat(queues.list(List.of("served"))).extracting(StoredQueue::name).containsExactly("served");
        assertThat(queues.find("a"))
                .isEqualTo(new StoredQueue("a", 0, 0, 0, 0, 0, 0, Optional.empty(), Optional.empty()));
    }

    @Test
    void each_task_is_counted_in_one_place() {
        domain.task("x").queue("a").dispatch();
        worker.claimOne();
        domain.task("x").queue("a").dispatch();
        domain.task("x").queue("a").dispatch();
        domain.task().queue("a").name("test.Tasks#unknown").priority(9).dispatch();
        worker.decline(worker.claimOne());
        domain.task()
                .queue("a")
                .priority(9)
                .retry(RetryPolicy.fixed(2, Duration.ofHours(1)))
                .dispatch();
        worker.exchange(
                0,
                List.of(),
                Domain.outcome(
                        worker.exchange(1, List.of("test.Tasks#unknown"))
                                .claims()
                                .get(0),
                        Exchange.Ending.RETRYABLE,
                        "{}"));
        for (int i = 0; i < 4; i++) {
            domain.task().queue("a").dispatch();
        }
        UUID ended = domain.task().queue("a").dispatch();
        domain.tasks.cancel(ended);
        StoredQueue queue = queues.find("a");
        assertThat(List.of(
                        queue.ready(), queue.parked(), queue.blocked(), queue.later(), queue.running(), queue.ended()))
                .containsExactly(4L, 1L, 2L, 1L, 1L, 1L);
        assertThat(queues.list(List.of())).containsExactly(queue);
    }

    @Test
    void a_queue_is_listed_as_long_as_a_task_of_it_is_not_final() {
        domain.task("x").queue("holder").dispatch();
        UUID blocked = domain.task("x").queue("blocked").dispatch();
        Exchange.Claimed claim = worker.claimOne();
        queues.pause("paused");
        assertThat(queues.list(List.of("served", "blocked")))
                .extracting(StoredQueue::name, StoredQueue::blocked, StoredQueue::running)
                .containsExactly(
                        tuple("blocked", 1L, 0L),
                        tuple("holder", 0L, 1L),
                        tuple("paused", 0L, 0L),
                        tuple("served", 0L, 0L));
        domain.tasks.cancel(blocked);
        worker.complete(claim);
        queues.resume("paused");
        assertThat(queues.list(List.of())).isEmpty();
        assertThat(queues.find("holder").ended()).isEqualTo(1);
    }

    @Test
    void it_tells_since_when_the_next_task_has_been_ready() {
        UUID first = domain.task().queue("a").dispatch();
        domain.task().queue("a").dispatch();
        assertThat(queues.find("a").readyAt())
                .isEqualTo(domain.find(first).time("unblocked"))
                .isPresent();
        worker.decline(worker.claimOne());
        assertThat(queues.find("a").readyAt())
                .as("parked")
                .isEqualTo(domain.find(first).time("unblocked"));
    }

    @Test
    void looking_changes_nothing() {
        domain.task("x").queue("a").dispatch();
        domain.task("x").queue("a").dispatch();
        queues.pause("b");
        Keys.assertUnchangedBy(domain, () -> {
            queues.list(List.of("c"));
            queues.find("a");
        });
    }
}
