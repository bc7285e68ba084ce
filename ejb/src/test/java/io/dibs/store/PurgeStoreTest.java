package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.TaskState;

class PurgeStoreTest {
    private static final Instant OLD = Instant.now().minus(Duration.ofDays(90));
    private static final PurgeStore.Meant COMPLETED = meant(Optional.empty());

    private final Domain domain = Domain.fresh();
    private final Domain.TestWorker worker = domain.worker();
    private final PurgeStore store = new PurgeStore(domain.redis);

    @AfterEach
    void close() {
        domain.close();
    }

    private static PurgeStore.Meant meant(Optional<String> owner) {
        return new PurgeStore.Meant(TaskState.COMPLETED, Instant.now(), owner);
    }

    private Exchange.Claimed purge() {
        domain.dispatch();
        return worker.claimOne();
    }

    @Test
    void a_step_that_is_sent_again_changes_nothing_and_is_answered_alike() {
        FinalTasks.endedSince(domain, TaskState.COMPLETED, OLD, 10, Optional.empty());
        Exchange.Claimed purge = purge();
        PurgeStore.Step first = store.next(purge.task(), purge.fencingToken(), COMPLETED, PurgeStore.Step.NONE, 4)
                .orElseThrow();
        assertThat(first).returns(4L, PurgeStore.Step::deleted).returns(6L, PurgeStore.Step::left);
        Keys.assertUnchangedBy(domain, () -> assertThat(
                        store.next(purge.task(), purge.fencingToken(), COMPLETED, PurgeStore.Step.NONE, 4))
                .contains(first));
        PurgeStore.Step second = store.next(purge.task(), purge.fencingToken(), COMPLETED, first, 4)
                .orElseThrow();
        assertThat(second).returns(8L, PurgeStore.Step::deleted).returns(2L, PurgeStore.Step::left);
        Keys.assertUnchangedBy(
                domain, () -> assertThat(store.next(purge.task(), purge.fencingToken(), COMPLETED, first, 4))
                        .contains(second));
    }

    @Test
    void an_execution_that_is_not_the_current_one_deletes_nothing() {
        FinalTasks.endedSince(domain, TaskState.COMPLETED, OLD, 10, Optional.empty());
        Exchange.Claimed purge = purge();
        Keys.assertUnchangedBy(domain, () -> {
            assertThat(store.next(purge.task(), purge.fencingToken() - 1, COMPLETED, PurgeStore.Step.NONE, 4))
                    .isEmpty();
            assertThat(store.next(UUID.randomUUID(), purge.fencingToken(), COMPLETED, PurgeStore.Step.NONE, 4))
                    .isEmpty();
        });
        worker.complete(purge);
        Keys.assertUnchangedBy(domain, () -> assertThat(
                        store.next(purge.task(), purge.fencingToken(), COMPLETED, PurgeStore.Step.NONE, 4))
                .isEmpty());
    }

    @Test
    void an_owner_is_compared_as_a_whole_whatever_characters_the_name_has() {
        String name = "zoë \"z\" \\ 🦆\n{}";
        Attributes attributes = Attributes.NONE.with(
                new io.dibs.Task.Origin(Optional.of(name), Optional.empty(), Optional.empty(), false));
        UUID hers = domain.task().attributes(attributes).dispatch();
        UUID nobodys = domain.dispatch();
        worker.claim(2).forEach(worker::complete);
        Exchange.Claimed purge = purge();
        store.next(purge.task(), purge.fencingToken(), meant(Optional.of("zoë")), PurgeStore.Step.NONE, 10);
        assertThat(domain.tasks.find(hers)).isPresent();
        UUID again = purge.task();
        Exchange.Claimed other = purge();
        assertThat(store.next(other.task(), other.fencingToken(), meant(Optional.of(name)), PurgeStore.Step.NONE, 10))
                .map(PurgeStore.Step::deleted)
                .contains(1L);
        assertThat(domain.tasks.find(hers)).isEmpty();
        assertThat(domain.tasks.find(nobodys)).isPresent();
        assertThat(domain.tasks.find(again)).isPresent();
        Audit.assertSound(domain);
    }

    @Test
    void what_hangs_on_a_task_goes_with_it() {
        UUID parent = domain.dispatch();
        Exchange.Claimed claim = worker.claimOne();
        domain.task().parent(parent).dispatch();
        worker.complete(worker.claimOne());
        worker.complete(claim);
        Exchange.Claimed purge = purge();
        store.next(purge.task(), purge.fencingToken(), COMPLETED, PurgeStore.Step.NONE, 10);
        // Tasks that end later than the time that is given stay.
        assertThat(domain.tasks.find(parent)).isPresent();
        PurgeStore.Meant now =
                new PurgeStore.Meant(TaskState.COMPLETED, Instant.now().plus(Duration.ofHours(1)), Optional.empty());
        Exchange.Claimed other = purge();
        store.next(other.task(), other.fencingToken(), now, PurgeStore.Step.NONE, 10);
        worker.complete(purge);
        worker.complete(other);
        domain.tasks.delete(purge.task());
        domain.tasks.delete(other.task());
        domain.workers.unregister(worker.incarnation());
        Keys.assertNothingLeft(domain);
    }
}
