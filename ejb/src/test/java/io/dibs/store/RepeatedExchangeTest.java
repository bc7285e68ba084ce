package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.TaskState;

/** A reply that was lost: the worker sends the same call again. */
class RepeatedExchangeTest {
    private final Domain domain = Domain.fresh();
    private final Domain.TestWorker worker = domain.worker();

    @AfterEach
    void close() {
        domain.close();
    }

    private Exchange.Reply repeated(Exchange.Request request) {
        return domain.workers.exchange(worker.registration, request);
    }

    private static void assertAlike(Exchange.Reply repeated, Exchange.Reply lost) {
        assertThat(repeated.recorded()).isEqualTo(lost.recorded());
        assertThat(repeated.claims()).isEqualTo(lost.claims());
        assertThat(repeated.idle()).isEqualTo(lost.idle());
        assertThat(repeated.leaseValid()).isEqualTo(lost.leaseValid());
    }

    @Test
    void it_is_answered_alike_and_changes_nothing() {
        domain.dispatch("a");
        domain.dispatch("b");
        domain.dispatch("a");
        domain.dispatch("c");
        List<Exchange.Claimed> claims = worker.claim(2);
        Exchange.Request request = worker.request(
                2,
                List.of(Draft.METHOD),
                Domain.outcome(claims.get(0), Exchange.Ending.COMPLETED, "1"),
                Domain.outcome(claims.get(1), Exchange.Ending.DECLINED, ""));
        Exchange.Reply lost = worker.send(request);
        assertThat(lost.recorded()).containsExactly(Optional.of(TaskState.COMPLETED), Optional.of(TaskState.WAITING));
        assertThat(lost.claims()).hasSize(2);
        Keys.assertUnchangedBy(domain, () -> assertAlike(repeated(request), lost));
    }

    @Test
    void it_is_answered_alike_after_other_things_happened() {
        UUID first = domain.dispatch();
        UUID second = domain.dispatch();
        List<Exchange.Claimed> claims = worker.claim(2);
        UUID next = domain.dispatch("a");
        Exchange.Request request = worker.request(
                1,
                List.of(Draft.METHOD),
                Domain.outcome(claims.get(0), Exchange.Ending.COMPLETED, "1"),
                Domain.outcome(claims.get(1), Exchange.Ending.DECLINED, ""));
        Exchange.Reply lost = worker.send(request);
        assertThat(lost.claims()).extracting(Exchange.Claimed::task).containsExactly(next);

        domain.tasks.delete(first);
        assertThat(domain.worker().claimAll()).containsExactly(second);
        domain.tasks.cancel(next);
        domain.dispatch();
        Keys.assertUnchangedBy(domain, () -> {
            Exchange.Reply repeated = repeated(request);
            assertAlike(repeated, lost);
            assertThat(repeated.stops()).containsExactly(next);
        });
    }

    @Test
    void a_call_that_claimed_nothing_claims_nothing_when_it_is_repeated() {
        Exchange.Request request = worker.request(1, List.of());
        assertThat(worker.send(request).claims()).isEmpty();
        domain.dispatch();
        assertThat(repeated(request).claims()).isEmpty();
        assertThat(worker.tokens())
                .as("it learns of the task that came meanwhile")
                .isEqualTo(1);
        assertThat(worker.claim(1)).hasSize(1);
    }

    @Test
    void a_copy_that_arrives_after_the_next_call_claims_nothing_and_does_not_make_the_worker_idle() {
        domain.dispatch();
        Exchange.Request early = worker.request(2, List.of());
        worker.send(early);
        domain.dispatch();
        worker.claim(1);
        UUID third = domain.dispatch();
        Keys.assertUnchangedBy(
                domain, () -> assertThat(repeated(early).claims()).isEmpty());
        assertThat(domain.state(third)).isEqualTo(TaskState.WAITING);
        Audit.assertSound(domain);
    }

    @Test
    void outcomes_that_are_sent_again_in_a_later_call_are_answered_alike() {
        UUID id = domain.dispatch("a");
        Exchange.Claimed claim = worker.claimOne();
        worker.complete(claim);
        Keys.assertUnchangedBy(domain, () -> domain.find(id));
        assertThat(worker.complete(claim).recorded()).containsExactly(Optional.of(TaskState.COMPLETED));
        assertThat(worker.fail(claim).recorded()).containsExactly(Optional.of(TaskState.COMPLETED));
        assertThat(domain.find(id).json("result")).contains("1");
    }

    @Test
    void a_claim_is_not_repeated_once_the_task_was_taken_from_the_worker() {
        domain.dispatch();
        domain.dispatch();
        Exchange.Request request = worker.request(2, List.of());
        List<Exchange.Claimed> claims = worker.send(request).claims();
        domain.tasks.cancel(claims.get(0).task());
        domain.tasks.abandon(claims.get(0).task(), "{}");
        assertThat(repeated(request).claims()).containsExactly(claims.get(1));
    }

    @Test
    void it_is_answered_alike_even_if_nothing_is_kept() {
        try (Domain forgetful = Domain.fresh(new StoreSettings.Retention(0, 0, 0, Duration.ZERO))) {
            Domain.TestWorker other = forgetful.worker();
            UUID id = forgetful.dispatch("a");
            Exchange.Request request =
                    other.request(0, List.of(), Domain.outcome(other.claimOne(), Exchange.Ending.FAILED, "{}"));
            Exchange.Request next = new Exchange.Request(0, request.call() + 1, 0, 0, List.of(), request.outcomes());
            Exchange.Reply lost = forgetful.workers.exchange(other.registration, next);
            assertThat(lost.recorded()).containsExactly(Optional.of(TaskState.FAILED));
            assertThat(forgetful.tasks.find(id)).isEmpty();
            assertAlike(forgetful.workers.exchange(other.registration, next), lost);
        }
    }
}
