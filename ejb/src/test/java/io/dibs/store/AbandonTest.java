package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.TaskState;
import io.dibs.store.Exchange.Claimed;
import io.dibs.store.TaskStore.AbandonOutcome;

class AbandonTest {
    private static final String GIVEN_UP = "{\"reason\":\"Given up.\"}";

    private final Domain domain = Domain.fresh();
    private final Domain.TestWorker worker = domain.worker();

    @AfterEach
    void close() {
        Audit.assertSound(domain);
        domain.close();
    }

    @Test
    void a_task_that_does_not_stop_can_be_given_up_and_is_fenced() {
        UUID id = domain.dispatch("a");
        UUID next = domain.dispatch("a");
        Claimed claim = worker.claimOne();
        domain.tasks.cancel(id);
        domain.workers.saveStack(id, claim.fencingToken(), "at x");
        TaskStore.Abandoned abandoned = domain.tasks.abandon(id, GIVEN_UP);

        assertThat(abandoned.outcome()).isEqualTo(AbandonOutcome.ABANDONED);
        assertThat(abandoned.state()).contains(TaskState.CANCELED);
        StoredTask task = domain.find(id);
        assertThat(task.state()).isEqualTo(TaskState.CANCELED);
        assertThat(task.json("error")).contains(GIVEN_UP);
        assertThat(task.stack()).contains("at x");
        assertThat(task.time("abandoned")).isPresent();
        assertThat(task.fencingToken()).contains(claim.fencingToken());

        Claimed successor = domain.worker().claimOne();
        assertThat(successor.task()).isEqualTo(next);
        assertThat(successor.fencingToken()).isGreaterThan(claim.fencingToken());
        assertThat(worker.complete(claim).recorded()).containsExactly(Optional.empty());
        assertThat(domain.workers.saveProgress(id, claim.fencingToken(), "[]", "", ""))
                .isFalse();
        assertThat(domain.state(id)).isEqualTo(TaskState.CANCELED);
    }

    @Test
    void one_that_is_out_of_time_fails_for_that() {
        UUID id = domain.dispatch("a");
        Claimed claim = worker.claimOne();
        domain.tasks.stop(id, claim.fencingToken(), "{\"reason\":\"Timed out.\"}");
        assertThat(domain.tasks.abandon(id, GIVEN_UP).state()).contains(TaskState.FAILED);
        assertThat(domain.find(id).json("error")).contains("{\"reason\":\"Timed out.\"}");
    }

    @Test
    void again_it_changes_nothing() {
        UUID id = domain.dispatch("a");
        worker.claimOne();
        domain.tasks.cancel(id);
        domain.tasks.abandon(id, GIVEN_UP);
        Keys.assertUnchangedBy(
                domain,
                () -> assertThat(domain.tasks.abandon(id, GIVEN_UP).outcome()).isEqualTo(AbandonOutcome.ALREADY));
    }

    @Test
    void only_a_canceling_task_can_be_given_up() {
        UUID waiting = domain.dispatch("a");
        assertThat(domain.tasks.abandon(waiting, GIVEN_UP).outcome()).isEqualTo(AbandonOutcome.REFUSED);
        Claimed running = worker.claimOne();
        assertThat(domain.tasks.abandon(waiting, GIVEN_UP).outcome()).isEqualTo(AbandonOutcome.REFUSED);
        worker.complete(running);
        assertThat(domain.tasks.abandon(waiting, GIVEN_UP).outcome()).isEqualTo(AbandonOutcome.REFUSED);
        assertThat(domain.tasks.abandon(UUID.randomUUID(), GIVEN_UP).outcome()).isEqualTo(AbandonOutcome.GONE);
        assertThat(domain.state(waiting)).isEqualTo(TaskState.COMPLETED);
    }
}
