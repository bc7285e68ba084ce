package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.TaskState;
import io.dibs.store.TaskStore.CancelOutcome;
import io.dibs.store.TaskStore.Canceled;

class CancelTest {
    private final Domain domain = Domain.fresh();
    private final Domain.TestWorker worker = domain.worker();

    @AfterEach
    void close() {
        domain.close();
    }

    private static Canceled came(CancelOutcome outcome) {
        return new Canceled(outcome, Draft.METHOD, List.of());
    }

    @Test
    void a_task_that_waits_is_canceled_at_once_and_never_started() {
        UUID ready = domain.dispatch("a");
        UUID blocked = domain.dispatch("a");
        for (UUID id : List.of(blocked, ready)) {
            assertThat(domain.tasks.cancel(id)).isEqualTo(came(CancelOutcome.CANCELED));
            StoredTask task = domain.find(id);
            assertThat(task.state()).isEqualTo(TaskState.CANCELED);
            assertThat(task.time("started")).isEmpty();
            assertThat(task.time("finished")).isPresent();
            assertThat(task.json("error")).isEmpty();
            Audit.assertSound(domain);
        }
        assertThat(worker.claimAll()).isEmpty();
    }

    @Test
    void a_task_that_runs_is_told_to_stop_and_keeps_its_resources_until_it_has_ended() {
        UUID id = domain.dispatch("a");
        UUID next = domain.dispatch("a");
        Exchange.Claimed claim = worker.claimOne();
        assertThat(domain.tasks.cancel(id)).isEqualTo(came(CancelOutcome.CANCELING));
        assertThat(domain.state(id)).isEqualTo(TaskState.CANCELING);
        assertThat(domain.find(id).time("canceling")).isPresent();
        assertThat(domain.find(id).time("finished")).isEmpty();
        assertThat(worker.tokens()).as("its worker is woken").isEqualTo(1);
        Exchange.Reply reply = worker.exchange(1, List.of());
        assertThat(reply.stops()).containsExactly(id);
        assertThat(reply.claims()).isEmpty();
        Audit.assertSound(domain);

        worker.complete(claim);
        assertThat(domain.state(id)).isEqualTo(TaskState.CANCELED);
        assertThat(worker.claimAll()).containsExactly(next);
    }

    @Test
    void a_task_that_was_told_to_stop_cannot_be_told_again() {
        UUID id = domain.dispatch();
        Exchange.Claimed claim = worker.claimOne();
        domain.tasks.cancel(id);
        Keys.assertUnchangedBy(domain, () -> {
            assertThat(domain.tasks.cancel(id)).isEqualTo(came(CancelOutcome.ALREADY));
            assertThat(domain.tasks.stop(id, claim.fencingToken(), "{}")).isEqualTo(came(CancelOutcome.ALREADY));
        });
    }

    @Test
    void a_final_task_stays_as_it_is() {
        UUID completed = domain.dispatch();
        worker.complete(worker.claimOne());
        UUID failed = domain.dispatch();
        worker.fail(worker.claimOne());
        UUID canceled = domain.dispatch();
        domain.tasks.cancel(canceled);
        Keys.assertUnchangedBy(domain, () -> {
            for (UUID id : List.of(completed, failed, canceled)) {
                assertThat(domain.tasks.cancel(id)).isEqualTo(came(CancelOutcome.FINAL));
            }
        });
    }

    @Test
    void a_task_that_nobody_knows_is_gone() {
        Keys.assertUnchangedBy(domain, () -> assertThat(domain.tasks.cancel(UUID.randomUUID()))
                .isEqualTo(new Canceled(CancelOutcome.GONE, "", List.of())));
    }

    @Test
    void a_timeout_is_meant_for_one_execution_only() {
        UUID id = domain.dispatch();
        Keys.assertUnchangedBy(
                domain, () -> assertThat(domain.tasks.stop(id, 1, "{}")).isEqualTo(came(CancelOutcome.FENCED)));
        Exchange.Claimed claim = worker.claimOne();
        Keys.assertUnchangedBy(domain, () -> assertThat(domain.tasks.stop(id, claim.fencingToken() - 1, "{}"))
                .isEqualTo(came(CancelOutcome.FENCED)));
        assertThat(domain.tasks.stop(id, claim.fencingToken(), "{}")).isEqualTo(came(CancelOutcome.CANCELING));
        assertThat(domain.state(id)).isEqualTo(TaskState.CANCELING);
    }

    @Test
    void shared_claims_on_both_sides_of_a_canceled_one_meet() {
        UUID writer = domain.dispatch("a");
        Exchange.Claimed holder = worker.claimOne();
        UUID before = domain.dispatch("shared:a");
        UUID middle = domain.dispatch("a");
        UUID after = domain.dispatch("shared:a");
        domain.dispatch("a");
        domain.tasks.cancel(middle);
        assertThat(worker.claimAll()).as("the first writer still runs").isEmpty();
        Audit.assertSound(domain);
        worker.complete(holder);
        assertThat(domain.state(writer)).isEqualTo(TaskState.COMPLETED);
        assertThat(worker.claimAll()).containsExactly(before, after);
        Audit.assertSound(domain);
    }

    @Test
    void a_canceled_reader_lets_a_writer_through_only_if_it_was_the_last() {
        UUID first = domain.dispatch("shared:a");
        UUID second = domain.dispatch("shared:a");
        UUID writer = domain.dispatch("a");
        domain.tasks.cancel(second);
        assertThat(domain.tasks.waiting(writer, 5).orElseThrow().blocked()).hasSize(1);
        domain.tasks.cancel(first);
        assertThat(worker.claimAll()).containsExactly(writer);
        Audit.assertSound(domain);
    }

    @Test
    void a_parked_task_can_be_canceled() {
        UUID id = domain.dispatch("a");
        worker.decline(worker.claimOne());
        assertThat(domain.tasks.cancel(id)).isEqualTo(came(CancelOutcome.CANCELED));
        assertThat(domain.find(id).time("started")).isEmpty();
        assertThat(domain.worker().claimAll()).isEmpty();
        Audit.assertSound(domain);
    }

    @Test
    void a_canceled_task_leaves_all_its_lines() {
        UUID holder = domain.dispatch("b");
        worker.claimAll();
        UUID middle = domain.dispatch("a", "b", "shared:c");
        UUID a = domain.dispatch("a");
        UUID b = domain.dispatch("b");
        UUID c = domain.dispatch("c");
        assertThat(worker.claimAll()).isEmpty();
        domain.tasks.cancel(middle);
        assertThat(worker.claimAll()).containsExactly(a, c);
        assertThat(domain.tasks.waiting(b, 5).orElseThrow().blocked().get(0).holders())
                .extracting(each -> each.task().id())
                .containsExactly(holder);
        Audit.assertSound(domain);
    }
}
