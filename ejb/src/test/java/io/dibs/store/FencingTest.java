package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.TaskState;

class FencingTest {
    private final Domain domain = Domain.fresh();
    private final Domain.TestWorker worker = domain.worker();

    @AfterEach
    void close() {
        domain.close();
    }

    @Test
    void tokens_grow_within_and_between_calls() {
        for (int i = 0; i < 6; i++) {
            domain.dispatch();
        }
        List<Exchange.Claimed> claims = new ArrayList<>(worker.claim(3));
        claims.addAll(domain.worker().claim(2));
        claims.addAll(worker.claim(1));
        assertThat(claims).extracting(Exchange.Claimed::fencingToken).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void tokens_survive_redis_as_they_are() {
        UUID id = domain.dispatch();
        long token = 9_007_199_254_740_000L; // Near 2^53: more digits than Lua shows by itself.
        Exchange.Claimed claim = domain.workers
                .exchange(worker.registration, new Exchange.Request(0, 1, 1, token, List.of(), List.of()))
                .claims()
                .get(0);
        assertThat(claim.fencingToken()).isEqualTo(token + 1);
        assertThat(domain.find(id).fencingToken()).contains(token + 1);
        assertThat(domain.workers.saveProgress(id, token + 1, "[]", "", "")).isTrue();
        assertThat(domain.workers.saveProgress(id, token, "[]", "", "")).isFalse();
    }

    @Test
    void tokens_still_grow_after_redis_lost_everything() {
        domain.dispatch();
        long future = 8_000_000_000_000_000L; // As if Redis' clock had gone back since.
        Exchange.Claimed before = domain.workers
                .exchange(worker.registration, new Exchange.Request(0, 1, 1, future, List.of(), List.of()))
                .claims()
                .get(0);
        Keys.remove(domain);
        domain.workers.register(worker.registration);
        domain.dispatch();
        Exchange.Claimed after = domain.workers
                .exchange(
                        worker.registration, new Exchange.Request(0, 2, 1, before.fencingToken(), List.of(), List.of()))
                .claims()
                .get(0);
        assertThat(after.fencingToken()).isGreaterThan(before.fencingToken());
    }

    @Test
    void tokens_still_grow_after_redis_lost_everything_even_for_a_worker_that_knows_none() {
        domain.dispatch();
        long before = worker.claimOne().fencingToken();
        Keys.remove(domain);
        domain.dispatch();
        assertThat(domain.worker().claimOne().fencingToken()).isGreaterThan(before);
    }

    @Test
    void what_an_old_execution_says_is_refused_and_changes_nothing() {
        UUID id = domain.dispatch("a");
        Exchange.Claimed old = worker.claimOne();
        worker.decline(old);
        Exchange.Claimed current = domain.worker().claimOne();
        for (Exchange.Ending ending : Exchange.Ending.values()) {
            assertThat(worker.exchange(0, List.of(), Domain.outcome(old, ending, "1"))
                            .recorded())
                    .containsExactly(Optional.empty());
        }
        assertThat(domain.workers.saveProgress(id, old.fencingToken(), "[1]", "[2]", ""))
                .isFalse();
        assertThat(domain.tasks.stop(id, old.fencingToken(), "{}").outcome()).isEqualTo(TaskStore.CancelOutcome.FENCED);
        StoredTask task = domain.find(id);
        assertThat(task.state()).isEqualTo(TaskState.RUNNING);
        assertThat(task.fencingToken()).contains(current.fencingToken());
        assertThat(task.fields()).doesNotContainKeys("result", "error", "progress", "made", "canceling");
        Audit.assertSound(domain);
    }

    @Test
    void an_outcome_of_a_task_that_is_gone_is_refused() {
        UUID id = domain.dispatch();
        Exchange.Claimed claim = worker.claimOne();
        worker.complete(claim);
        domain.tasks.delete(id);
        assertThat(worker.complete(claim).recorded()).containsExactly(Optional.empty());
        assertThat(domain.tasks.find(id)).isEmpty();
        Audit.assertSound(domain);
    }

    @Test
    void attempts_are_counted() {
        UUID id = domain.dispatch();
        Exchange.Claimed first = worker.claimOne();
        assertThat(first.attempt()).isEqualTo(1);
        worker.decline(first);
        assertThat(domain.worker().claimOne().attempt())
                .as("a declined one does not count")
                .isEqualTo(1);
        assertThat(domain.find(id).attempt()).isEqualTo(1);
    }
}
