package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.TaskState;

class SweepTest {
    private final Domain domain = Domain.fresh();
    private final Domain.TestWorker worker = domain.worker();

    @AfterEach
    void close() {
        domain.close();
    }

    @Test
    void the_tasks_of_a_lost_worker_fail_and_their_resources_are_free() {
        UUID id = domain.dispatch("a");
        UUID next = domain.dispatch("a");
        worker.claimAll();
        worker.expire();
        assertThat(domain.sweep())
                .containsExactly(
                        new Recovery.Taken(id, Draft.METHOD, TaskState.RUNNING, TaskState.FAILED, Optional.empty()));
        StoredTask task = domain.find(id);
        assertThat(task.state()).isEqualTo(TaskState.FAILED);
        assertThat(task.json("error")).contains(Domain.MISSING);
        assertThat(task.time("finished")).isPresent();
        assertThat(domain.workers.list().workers()).isEmpty();
        assertThat(domain.worker().claimAll()).containsExactly(next);
        Audit.assertSound(domain);
    }

    @Test
    void a_task_that_was_told_to_stop_is_canceled_or_fails_with_the_error_that_it_was_to_fail_with() {
        UUID canceled = domain.dispatch();
        UUID late = domain.dispatch();
        List<Exchange.Claimed> claims = worker.claim(2);
        domain.tasks.cancel(canceled);
        domain.tasks.stop(late, claims.get(1).fencingToken(), "{\"message\":\"too long\"}");
        worker.expire();
        assertThat(domain.sweep())
                .containsExactlyInAnyOrder(
                        new Recovery.Taken(
                                canceled, Draft.METHOD, TaskState.CANCELING, TaskState.CANCELED, Optional.empty()),
                        new Recovery.Taken(
                                late, Draft.METHOD, TaskState.CANCELING, TaskState.FAILED, Optional.empty()));
        assertThat(domain.find(canceled).json("error")).isEmpty();
        assertThat(domain.find(late).json("error")).contains("{\"message\":\"too long\"}");
        Audit.assertSound(domain);
    }

    @Test
    void what_waits_and_what_others_run_is_untouched() {
        Domain.TestWorker other = domain.worker();
        UUID running = domain.dispatch("a");
        other.claimAll();
        UUID blocked = domain.dispatch("a");
        UUID ready = domain.dispatch();
        worker.expire();
        assertThat(domain.sweep()).isEmpty();
        assertThat(domain.state(running)).isEqualTo(TaskState.RUNNING);
        assertThat(domain.state(blocked)).isEqualTo(TaskState.WAITING);
        assertThat(other.claimAll()).containsExactly(ready);
        Audit.assertSound(domain);
    }

    @Test
    void a_sweep_without_anything_to_do_changes_nothing() {
        domain.dispatch("a");
        worker.complete(worker.claimOne());
        domain.dispatch("a");
        worker.claimAll();
        Keys.assertUnchangedBy(domain, domain::sweep);
    }

    @Test
    void what_the_lost_worker_says_later_is_refused() {
        UUID id = domain.dispatch("a");
        Exchange.Claimed claim = worker.claimOne();
        worker.expire();
        domain.sweep();
        Keys.assertUnchangedBy(domain, () -> {
            for (Exchange.Ending ending : Exchange.Ending.values()) {
                Exchange.Reply reply = worker.exchange(1, List.of(), Domain.outcome(claim, ending, "1"));
                assertThat(reply.recorded()).containsExactly(Optional.empty());
                assertThat(reply.leaseValid()).isFalse();
            }
            assertThat(domain.workers.saveProgress(id, claim.fencingToken(), "[1]", "[1]", ""))
                    .isFalse();
            assertThat(domain.workers.renew(worker.registration, new WorkerStore.Health(0, Instant.now())))
                    .isFalse();
        });
    }

    @Test
    void one_sweep_takes_a_bounded_number_of_tasks_and_says_that_there_is_more() {
        Flood.dispatch(domain, 250, i -> domain.task());
        worker.claim(250);
        worker.expire();
        Recovery.Swept first = domain.workers.sweep(Domain.MISSING, Domain.POISON);
        assertThat(first.more()).isTrue();
        assertThat(first.taken()).hasSize(100);
        Audit.assertSound(domain);
        assertThat(domain.sweep()).hasSize(150);
        assertThat(domain.workers.list().workers()).isEmpty();
        Audit.assertSound(domain);
    }

    @Test
    void several_lost_workers_are_taken_one_by_one() {
        IntStream.range(0, 3).forEach(i -> {
            Domain.TestWorker lost = domain.worker();
            domain.dispatch();
            lost.claimAll();
            lost.expire();
        });
        Recovery.Swept first = domain.workers.sweep(Domain.MISSING, Domain.POISON);
        assertThat(first.taken()).hasSize(1);
        assertThat(first.more()).isTrue();
        assertThat(domain.sweep()).hasSize(2);
        assertThat(domain.workers.list().workers()).hasSize(1);
    }

    @Test
    void the_end_of_a_lost_worker_wakes_one_that_lives() {
        domain.dispatch("a");
        worker.claim(2);
        domain.dispatch("a");
        Domain.TestWorker idle = domain.worker();
        idle.claim(1);
        worker.expire();
        domain.sweep();
        assertThat(idle.tokens()).isEqualTo(1);
        assertThat(worker.tokens()).isZero();
        Audit.assertSound(domain);
    }
}
