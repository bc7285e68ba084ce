package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.TaskState;

/** Tasks that demand versions, and workers that have other ones. */
class VersionGateTest {
    private static final Map<String, String> NEW = Map.of("acme", "2");

    private final Domain domain = Domain.fresh();
    private final Domain.TestWorker old = domain.workerWith("acme", "1");

    @AfterEach
    void close() {
        domain.assertSound();
        domain.close();
    }

    private UUID dispatchNew(String... reservations) {
        return domain.task(reservations)
                .attributes(Attributes.NONE.demanding(NEW))
                .dispatch();
    }

    private UUID parked(String... reservations) {
        UUID id = dispatchNew(reservations);
        assertThat(old.decline(old.claimOne()).recorded()).containsExactly(Optional.of(TaskState.WAITING));
        domain.assertSound();
        return id;
    }

    @Test
    void a_worker_is_listed_with_its_modules() {
        assertThat(domain.workers.list().workers().get(0).worker().modules()).isEqualTo(Map.of("acme", "1"));
    }

    @Test
    void a_declined_version_is_not_given_again_and_others_of_its_method_are() {
        UUID parked = parked();
        UUID other = domain.dispatch();
        String need = Draft.METHOD + "@acme=2";
        assertThat(old.exchange(10, List.of(need)).claims())
                .extracting(Exchange.Claimed::task)
                .containsExactly(other);
        assertThat(domain.tasks.waiting(parked, 1).orElseThrow().need()).isEqualTo(new Need(Draft.METHOD, NEW));
        assertThat(domain.tasks.waiting(parked, 1).orElseThrow().parked()).isTrue();
        assertThat(domain.workerWith("acme", "2").claimAll()).containsExactly(parked);
        assertThat(domain.find(parked).attempt()).isEqualTo(1);
        assertThat(domain.find(parked).fields()).doesNotContainKey("parked");
    }

    @Test
    void a_parked_task_keeps_its_place_in_the_lines_of_its_resources() {
        UUID first = parked("a");
        UUID second = domain.dispatch("a");
        assertThat(old.exchange(10, List.of(Draft.METHOD + "@acme=2")).claims()).isEmpty();
        Domain.TestWorker young = domain.workerWith("acme", "2");
        Exchange.Claimed claim = young.claimOne();
        assertThat(claim.task()).isEqualTo(first);
        young.complete(claim);
        assertThat(old.claimAll()).containsExactly(second);
    }

    @Test
    void a_parked_task_is_canceled_and_leaves_nothing() {
        UUID id = parked("a");
        assertThat(domain.tasks.cancel(id).outcome()).isEqualTo(TaskStore.CancelOutcome.CANCELED);
        assertThat(domain.keys()).noneMatch(key -> key.startsWith("parked:")).doesNotContain("queues");
        assertThat(domain.find(id).fields()).doesNotContainKey("parked");
    }

    @Test
    void what_is_declined_twice_for_different_reasons_is_parked_once() {
        UUID id = parked();
        Domain.TestWorker young = domain.workerWith("acme", "2"); // New enough, and without the method.
        young.decline(young.claimOne());
        domain.assertSound();
        String need = Draft.METHOD + "@acme=2";
        assertThat(old.exchange(10, List.of(need)).claims()).isEmpty();
        assertThat(young.exchange(10, List.of(need)).claims()).isEmpty();
        assertThat(domain.workerWith("acme", "3").claimAll()).containsExactly(id);
    }

    @Test
    void a_decline_that_is_sent_again_changes_nothing() {
        dispatchNew();
        Exchange.Claimed claim = old.claimOne();
        String need = claim.need().text();
        Exchange.Request decline = old.request(0, List.of(need), Domain.outcome(claim, Exchange.Ending.DECLINED, need));
        old.send(decline);
        Map<String, byte[]> before = domain.dump();
        assertThat(old.send(decline).recorded()).containsExactly(Optional.of(TaskState.WAITING));
        assertThat(domain.dump().keySet()).isEqualTo(before.keySet());
        Domain.TestWorker young = domain.workerWith("acme", "2");
        young.claimOne();
        assertThat(old.send(decline).recorded())
                .as("answered as then, though the task runs elsewhere by now")
                .containsExactly(Optional.of(TaskState.WAITING));
        assertThat(domain.state(claim.task())).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void the_first_task_that_is_parked_wakes_all_idle_workers_and_a_later_one_wakes_one() {
        dispatchNew();
        dispatchNew();
        Exchange.Claimed first = old.claimOne();
        Exchange.Claimed second = old.claimOne();
        List<Domain.TestWorker> others = Idle.workers(domain, 4);
        old.decline(first);
        assertThat(Idle.woken(others)).isEqualTo(4);
        others.forEach(worker -> worker.exchange(1, List.of(first.need().text())));
        old.decline(second);
        assertThat(Idle.woken(others)).isEqualTo(1);
    }

    @Test
    void a_worker_of_the_old_version_that_dies_with_it_parked_loses_nothing() {
        UUID id = parked("a");
        old.expire();
        domain.sweep();
        assertThat(domain.state(id)).isEqualTo(TaskState.WAITING);
        assertThat(domain.workerWith("acme", "2").claimAll()).containsExactly(id);
    }
}
