package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.dibs.TaskState;
import io.dibs.store.Exchange.Ending;

class DependenciesTest {
    private Domain domain;
    private Domain.TestWorker worker;

    @BeforeEach
    void open() {
        domain = Domain.fresh();
        worker = domain.worker();
    }

    @AfterEach
    void close() {
        domain.assertSound();
        domain.close();
    }

    private UUID after(List<UUID> dependencies, String... reservations) {
        return domain.task(reservations)
                .attributes(Attributes.NONE.after(dependencies))
                .dispatch();
    }

    @Test
    void a_task_starts_when_the_last_of_those_on_which_it_depends_is_final_whatever_they_came_to() {
        UUID first = domain.dispatch();
        UUID second = domain.dispatch();
        UUID third = domain.dispatch("a");
        UUID dependent = after(List.of(first, second, third));
        List<Exchange.Claimed> claims = worker.claim(10);
        assertThat(claims).extracting(Exchange.Claimed::task).containsExactly(first, second, third);
        domain.assertSound();
        worker.complete(claims.get(0));
        worker.fail(claims.get(1));
        assertThat(worker.claimAll()).isEmpty();
        assertThat(domain.tasks.waiting(dependent, 1).orElseThrow().dependencies())
                .extracting(StoredTask::id)
                .containsExactly(third);
        domain.tasks.cancel(third);
        worker.exchange(0, List.of(), Domain.outcome(claims.get(2), Ending.FAILED, "{}"));
        assertThat(domain.state(third)).isEqualTo(TaskState.CANCELED);
        assertThat(worker.claimAll()).containsExactly(dependent);
    }

    @Test
    void what_is_final_or_gone_already_is_not_waited_for() {
        UUID done = domain.dispatch();
        worker.complete(worker.claimOne());
        UUID dependent = after(List.of(done, UUID.randomUUID()));
        assertThat(worker.claimAll()).containsExactly(dependent);
    }

    @Test
    void it_stands_in_no_line_before_and_at_the_end_of_each_then() {
        UUID dependency = domain.dispatch();
        UUID dependent = after(List.of(dependency), "a");
        UUID later = domain.dispatch("a");
        List<Exchange.Claimed> claims = worker.claim(10);
        assertThat(claims).extracting(Exchange.Claimed::task).containsExactly(dependency, later);
        worker.complete(claims.get(0));
        assertThat(worker.claimAll()).isEmpty();
        assertThat(domain.tasks.waiting(dependent, 1).orElseThrow().blocked()).hasSize(1);
        worker.complete(claims.get(1));
        assertThat(worker.claimAll()).containsExactly(dependent);
    }

    @Test
    void a_dependency_that_runs_already_or_is_lost_with_its_worker_releases_it_as_well() {
        UUID running = domain.dispatch("a");
        worker.claimOne();
        UUID dependent = after(List.of(running));
        domain.assertSound();
        worker.expire();
        domain.sweep();
        assertThat(domain.state(running)).isEqualTo(TaskState.FAILED);
        assertThat(domain.worker().claimAll()).containsExactly(dependent);
    }

    @Test
    void a_canceled_one_is_forgotten_by_those_on_which_it_depended() {
        UUID dependency = domain.dispatch();
        UUID dependent = after(List.of(dependency), "a");
        domain.tasks.cancel(dependent);
        assertThat(domain.state(dependent)).isEqualTo(TaskState.CANCELED);
        domain.assertSound();
        worker.complete(worker.claimOne());
        assertThat(worker.claimAll()).isEmpty();
        assertThat(domain.state(dependent)).isEqualTo(TaskState.CANCELED);
    }

    @Test
    void chains_and_fans_run_in_order() {
        UUID root = domain.dispatch();
        UUID left = after(List.of(root));
        UUID right = after(List.of(root));
        UUID join = after(List.of(left, right));
        for (List<UUID> next : List.of(List.of(root), List.of(left, right), List.of(join))) {
            List<Exchange.Claimed> claims = worker.claim(10);
            assertThat(claims).extracting(Exchange.Claimed::task).containsExactlyInAnyOrderElementsOf(next);
            claims.forEach(worker::complete);
        }
    }

    @Test
    void what_follows_a_task_is_created_in_the_step_that_makes_it_final_once() {
        NewTask follower = domain.task("f").name("test.Tasks#follow").build();
        NewTask task = domain.task("a").followedBy(follower).build();
        domain.tasks.dispatch(task);
        assertThat(domain.tasks.find(follower.id())).isEmpty();
        Exchange.Claimed claim = worker.claimOne();
        Exchange.Request end = worker.request(0, List.of(), Domain.outcome(claim, Ending.COMPLETED, "1"));
        worker.send(end);
        worker.send(end);
        assertThat(domain.find(follower.id()).parent()).contains(task.id());
        assertThat(domain.find(task.id()).children()).containsExactly(follower.id());
        assertThat(domain.find(follower.id()).reservations()).hasSize(1);
        assertThat(worker.claimAll()).containsExactly(follower.id());
    }

    @Test
    void what_follows_a_task_is_created_also_if_it_is_canceled_or_lost() {
        List<NewTask> followers =
                Arrays.asList(domain.task().build(), domain.task().build());
        UUID waiting = domain.task().followedBy(followers.get(0)).dispatch();
        domain.tasks.cancel(waiting);
        assertThat(worker.claimAll()).containsExactly(followers.get(0).id());
        UUID lost = domain.task("b").followedBy(followers.get(1)).dispatch();
        worker.claimOne();
        worker.expire();
        domain.sweep();
        assertThat(domain.state(lost)).isEqualTo(TaskState.FAILED);
        assertThat(domain.worker().claimAll()).containsExactly(followers.get(1).id());
    }

    @Test
    void a_task_that_is_depended_on_and_reserves_more_while_it_runs_keeps_both() {
        UUID holder = domain.dispatch();
        Exchange.Claimed claim = worker.claimOne();
        UUID dependent = after(List.of(holder));
        assertThat(domain.workers
                        .reserve(holder, claim.fencingToken(), List.of("new"))
                        .outcome())
                .isEqualTo(WorkerStore.ReserveOutcome.RESERVED);
        domain.assertSound();
        worker.complete(claim);
        assertThat(worker.claimAll()).containsExactly(dependent);
    }
}
