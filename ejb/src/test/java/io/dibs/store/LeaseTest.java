package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.TaskState;

class LeaseTest {
    private final Domain domain = Domain.fresh();
    private final Domain.TestWorker worker = domain.worker();

    @AfterEach
    void close() {
        domain.close();
    }

    @Test
    void a_lease_is_renewed_while_it_is_valid() {
        var before = only().leaseEnd();
        assertThat(domain.workers.renew(worker.registration, new WorkerStore.Health(0, Instant.now())))
                .isTrue();
        assertThat(only().leaseEnd()).isAfter(before);
    }

    @Test
    void a_lease_that_ended_cannot_be_renewed() {
        worker.expire();
        Keys.assertUnchangedBy(domain, () -> assertThat(
                        domain.workers.renew(worker.registration, new WorkerStore.Health(0, Instant.now())))
                .isFalse());
    }

    @Test
    void a_lease_ends_by_itself() {
        Domain.TestWorker brief = domain.worker(Duration.ofNanos(1000));
        assertThat(domain.workers.renew(brief.registration, new WorkerStore.Health(0, Instant.now())))
                .isFalse();
        assertThat(brief.exchange(1, List.of()).leaseValid()).isFalse();
    }

    @Test
    void a_worker_that_nobody_knows_has_no_lease() {
        domain.workers.unregister(worker.incarnation());
        Keys.assertUnchangedBy(domain, () -> {
            assertThat(domain.workers.renew(worker.registration, new WorkerStore.Health(0, Instant.now())))
                    .isFalse();
            assertThat(worker.exchange(1, List.of()).leaseValid()).isFalse();
        });
    }

    @Test
    void without_a_lease_a_worker_gets_no_tasks() {
        domain.dispatch();
        worker.expire();
        Exchange.Reply reply = worker.exchange(1, List.of());
        assertThat(reply.leaseValid()).isFalse();
        assertThat(reply.claims()).isEmpty();
        assertThat(reply.idle()).isFalse();
        Audit.assertSound(domain);
    }

    @Test
    void without_a_lease_a_worker_can_still_record_what_nobody_has_taken_from_it() {
        UUID id = domain.dispatch("a");
        UUID next = domain.dispatch("a");
        Exchange.Claimed claim = worker.claimOne();
        worker.expire();
        assertThat(worker.complete(claim).recorded()).containsExactly(Optional.of(TaskState.COMPLETED));
        assertThat(domain.sweep()).isEmpty();
        assertThat(domain.state(id)).isEqualTo(TaskState.COMPLETED);
        assertThat(domain.worker().claimAll()).containsExactly(next);
        Audit.assertSound(domain);
    }

    @Test
    void a_worker_that_had_to_register_anew_can_still_record_what_nobody_has_taken_from_its_former_self() {
        domain.dispatch("a");
        domain.dispatch("b");
        List<Exchange.Claimed> claims = worker.claim(2);
        worker.expire();
        Domain.TestWorker anew = domain.worker();
        assertThat(anew.complete(claims.get(0)).recorded()).containsExactly(Optional.of(TaskState.COMPLETED));
        assertThat(anew.decline(claims.get(1)).recorded()).containsExactly(Optional.of(TaskState.WAITING));
        Audit.assertSound(domain);
        assertThat(domain.sweep()).isEmpty();
    }

    @Test
    void registering_twice_changes_nothing_but_the_lease() {
        domain.dispatch();
        worker.claimAll();
        Roll.Registered before = only();
        domain.workers.register(worker.registration);
        assertThat(only().leaseEnd()).isAfter(before.leaseEnd());
        assertThat(only().started()).isEqualTo(before.started());
        assertThat(only().tasks()).isEqualTo(before.tasks());
    }

    @Test
    void a_worker_that_stopped_is_forgotten() {
        worker.claim(1);
        assertThat(domain.workers.unregister(worker.incarnation())).isTrue();
        assertThat(domain.workers.list().workers()).isEmpty();
        Keys.assertNothingLeft(domain);
        assertThat(domain.workers.unregister(worker.incarnation())).isTrue();
        Keys.assertNothingLeft(domain);
    }

    @Test
    void a_worker_that_has_tasks_is_not_forgotten() {
        UUID id = domain.dispatch();
        worker.claimAll();
        Keys.assertUnchangedBy(domain, () -> assertThat(domain.workers.unregister(worker.incarnation()))
                .isFalse());
        assertThat(only().tasks()).containsExactly(id);
    }

    @Test
    void a_worker_that_is_started_again_under_its_name_is_another_one() {
        domain.dispatch();
        worker.claimAll();
        Domain.TestWorker again = domain.worker();
        assertThat(again.incarnation()).isNotEqualTo(worker.incarnation());
        assertThat(domain.workers.list().workers())
                .extracting(each -> each.worker().name())
                .containsExactly("worker", "worker");
        assertThat(domain.workers.unregister(again.incarnation())).isTrue();
        assertThat(only().tasks()).hasSize(1);
    }

    private Roll.Registered only() {
        List<Roll.Registered> all = domain.workers.list().workers();
        assertThat(all).hasSize(1);
        return all.get(0);
    }
}
