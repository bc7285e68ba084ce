package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.TaskState;

/** A paused queue: nobody is given a task of it, and nothing else changes. */
class PausedQueueTest {
    private final Domain domain = Domain.fresh();
    private final QueueStore queues = domain.tasks.queues();

    @AfterEach
    void close() {
        Audit.assertSound(domain);
        domain.close();
    }

    private UUID dispatch(String queue, String... reservations) {
        return domain.task(reservations).queue(queue).dispatch();
    }

    @Test
    void no_worker_is_given_a_task_of_it_and_all_are_of_others() {
        queues.pause("a");
        UUID paused = dispatch("a");
        UUID other = dispatch("b");
        assertThat(domain.worker().claimAll()).containsExactly(other);
        assertThat(domain.worker("a", "b").claimAll()).isEmpty();
        queues.resume("a");
        assertThat(domain.worker("a", "b").claimAll()).containsExactly(paused);
    }

    @Test
    void what_runs_goes_on_and_what_waits_behind_it_becomes_ready() {
        UUID first = dispatch("a", "x");
        UUID second = dispatch("a", "x");
        Domain.TestWorker worker = domain.worker();
        Exchange.Claimed claim = worker.claimOne();
        queues.pause("a");
        assertThat(worker.complete(claim).recorded()).containsExactly(Optional.of(TaskState.COMPLETED));
        assertThat(domain.state(first)).isEqualTo(TaskState.COMPLETED);
        assertThat(worker.claimAll()).isEmpty();
        queues.resume("a");
        assertThat(worker.claimAll()).containsExactly(second);
    }

    @Test
    void its_tasks_keep_what_they_reserve_and_their_places() {
        queues.pause("a");
        UUID first = dispatch("a", "x");
        UUID behind = dispatch("b", "x");
        Domain.TestWorker worker = domain.worker();
        assertThat(worker.claimAll()).isEmpty();
        assertThat(domain.tasks.waiting(behind, 5).orElseThrow().blocked())
                .extracting(blocked -> blocked.holders().get(0).task().id())
                .containsExactly(first);
        queues.resume("a");
        assertThat(worker.claimAll()).containsExactly(first);
    }

    @Test
    void a_task_of_it_says_since_when_it_is_paused() {
        UUID id = dispatch("a");
        assertThat(domain.tasks.waiting(id, 5).orElseThrow().paused()).isEmpty();
        queues.pause("a");
        assertThat(domain.tasks.waiting(id, 5).orElseThrow().paused())
                .isEqualTo(queues.find("a").pausedAt())
                .isPresent();
    }

    @Test
    void pausing_it_again_changes_nothing() {
        queues.pause("a");
        Keys.assertUnchangedBy(domain, () -> queues.pause("a"));
        queues.resume("a");
        Keys.assertUnchangedBy(domain, () -> queues.resume("a"));
        Keys.assertNothingLeft(domain);
    }

    @Test
    void no_more_than_a_thousand_are_paused_at_once() {
        for (int i = 0; i < QueueStore.MOST_PAUSED; i++) {
            assertThat(queues.pause("q" + i)).isTrue();
        }
        assertThat(queues.pause("one-more")).isFalse();
        assertThat(queues.pause("q1")).as("one that is paused").isTrue();
        queues.resume("q1");
        assertThat(queues.pause("one-more")).isTrue();
    }

    @Test
    void its_ready_tasks_wake_nobody() {
        queues.pause("a");
        List<Domain.TestWorker> workers = Idle.workers(domain, 2);
        dispatch("a");
        assertThat(Idle.woken(workers)).isZero();
        dispatch("b");
        assertThat(Idle.woken(workers)).isEqualTo(1);
    }

    @Test
    void a_task_of_it_that_becomes_ready_by_the_end_of_another_wakes_nobody() {
        dispatch("b", "x");
        dispatch("a", "x");
        Domain.TestWorker busy = domain.worker();
        Exchange.Claimed claim = busy.claimOne();
        queues.pause("a");
        List<Domain.TestWorker> workers = Idle.workers(domain, 2);
        busy.complete(claim);
        assertThat(Idle.woken(workers)).isZero();
    }

    @Test
    void a_worker_that_finds_only_tasks_of_it_is_idle_and_need_not_look_again() {
        queues.pause("a");
        dispatch("a");
        Domain.TestWorker worker = domain.worker();
        for (int i = 0; i < 3; i++) {
            assertThat(worker.exchange(5, List.of()).idle()).isTrue();
            assertThat(worker.tokens()).isZero();
        }
    }

    @Test
    void resuming_it_wakes_the_one_worker_there_is() {
        queues.pause("a");
        dispatch("a");
        Domain.TestWorker worker = Idle.worker(domain, "*");
        assertThat(worker.tokens()).isZero();
        queues.resume("a");
        assertThat(worker.tokens()).isEqualTo(1);
        assertThat(worker.claimAll()).hasSize(1);
    }

    @Test
    void resuming_it_wakes_as_many_workers_as_there_are_tasks() {
        queues.pause("a");
        List<Domain.TestWorker> workers = Idle.workers(domain, 5);
        for (int i = 0; i < 3; i++) {
            dispatch("a");
        }
        queues.resume("a");
        assertThat(Idle.woken(workers)).isEqualTo(3);
        queues.resume("a");
        assertThat(Idle.woken(workers)).as("by resuming it again").isZero();
    }

    @Test
    void resuming_it_wakes_all_workers_for_what_is_parked() {
        UUID id = dispatch("a");
        Domain.TestWorker unable = domain.worker();
        unable.decline(unable.claimOne());
        queues.pause("a");
        List<Domain.TestWorker> workers = Idle.workers(domain, 3);
        assertThat(workers.get(0).claimAll()).as("parked in a paused queue").isEmpty();
        queues.resume("a");
        assertThat(Idle.woken(workers)).isEqualTo(3);
        assertThat(workers.get(1).claimAll()).containsExactly(id);
    }

    @Test
    void a_task_of_it_can_be_canceled_and_lets_those_behind_it_go() {
        queues.pause("a");
        UUID id = dispatch("a", "x");
        UUID behind = dispatch("b", "x");
        domain.tasks.cancel(id);
        assertThat(domain.worker().claimAll()).containsExactly(behind);
    }

    @Test
    void a_call_that_is_repeated_gets_what_it_got_before_the_pause() {
        UUID id = dispatch("a");
        Domain.TestWorker worker = domain.worker();
        Exchange.Request request = worker.request(1, List.of());
        worker.send(request);
        queues.pause("a");
        assertThat(worker.send(request).claims())
                .extracting(Exchange.Claimed::task)
                .containsExactly(id);
    }

    @Test
    void an_immediate_task_of_it_waits_or_is_canceled() {
        Domain.TestWorker worker = domain.worker();
        queues.pause("a");
        NewTask deferrable = domain.task("x").queue("a").build();
        NewTask other = domain.task("y").queue("a").build();
        for (int i = 0; i < 2; i++) {
            assertThat(domain.workers
                            .dispatchImmediately(worker.registration, 0, Optional.empty(), deferrable)
                            .outcome())
                    .isEqualTo(WorkerStore.ImmediateOutcome.WAITING);
            assertThat(domain.workers
                            .dispatchImmediately(worker.registration, 0, Optional.of("{}"), other)
                            .outcome())
                    .isEqualTo(WorkerStore.ImmediateOutcome.CANCELED);
        }
        Audit.assertSound(domain);
        queues.resume("a");
        assertThat(worker.claimAll()).containsExactly(deferrable.id());
    }
}
