package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.RetryPolicy;
import io.dibs.TaskState;
import io.dibs.store.Exchange.Claimed;

/** What a worker runs, and what is said to run on it, when Redis has forgotten something. */
class ReconcileTest {
    private static final String FORGOTTEN = "{\"reason\":\"Forgotten.\"}";

    private final Domain domain = Domain.fresh();
    private final Domain.TestWorker worker = domain.worker();

    @AfterEach
    void close() {
        Audit.assertSound(domain);
        domain.close();
    }

    private Recovery.Reconciled reconcile(Claimed... running) {
        return domain.workers.reconcile(
                worker.registration,
                FORGOTTEN,
                List.of(running).stream().map(Claimed::fencingToken).toList());
    }

    @Test
    void when_both_agree_nothing_changes() {
        domain.dispatch("a");
        Claimed claim = worker.claimOne();
        Keys.assertUnchangedBy(domain, () -> {
            Recovery.Reconciled reconciled = reconcile(claim);
            assertThat(reconciled.taken()).isEmpty();
            assertThat(reconciled.strangers()).isEmpty();
        });
    }

    @Test
    void what_the_worker_does_not_run_is_taken_from_it() {
        UUID failing = domain.dispatch("a");
        UUID again = domain.task("b")
                .retry(RetryPolicy.fixed(2, Duration.ofHours(1)))
                .dispatch();
        UUID next = domain.dispatch("a");
        Claimed runs = worker.claimOne();
        worker.claimOne();
        worker.complete(runs);
        UUID other = domain.dispatch();
        Claimed kept = worker.claim(10).stream()
                .filter(claim -> claim.task().equals(other))
                .findFirst()
                .orElseThrow();
        domain.tasks.cancel(next);

        Recovery.Reconciled reconciled = reconcile(kept);
        assertThat(reconciled.taken())
                .extracting(Recovery.Taken::task, Recovery.Taken::to)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(again, TaskState.WAITING),
                        org.assertj.core.groups.Tuple.tuple(next, TaskState.CANCELED));
        assertThat(domain.state(failing)).isEqualTo(TaskState.COMPLETED);
        assertThat(domain.state(other)).isEqualTo(TaskState.RUNNING);
        assertThat(worker.claimAll()).containsExactly(again);
    }

    @Test
    void without_a_retry_policy_it_fails() {
        UUID id = domain.dispatch("a");
        Claimed claim = worker.claimOne();
        assertThat(reconcile().taken())
                .containsExactly(
                        new Recovery.Taken(id, claim.name(), TaskState.RUNNING, TaskState.FAILED, Optional.empty()));
        assertThat(domain.find(id).json("error")).contains(FORGOTTEN);
        assertThat(worker.complete(claim).recorded()).containsExactly(Optional.empty());
    }

    @Test
    void an_execution_whose_start_was_forgotten_is_a_stranger() {
        domain.dispatch("a");
        Claimed claim = worker.claimOne();
        worker.complete(claim);
        assertThat(reconcile(claim).strangers()).isEqualTo(Set.of(claim.fencingToken()));
    }
}
