package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.RetryPolicy;
import io.dibs.TaskState;
import io.dibs.store.Exchange.Claimed;
import io.dibs.store.Exchange.Ending;

class RetryTest {
    private static final RetryPolicy PAUSE = RetryPolicy.fixed(3, Duration.ofHours(1));
    private static final RetryPolicy AT_ONCE = RetryPolicy.fixed(3, Duration.ZERO);

    private final Domain domain = Domain.fresh();
    private final Domain.TestWorker worker = domain.worker();

    @AfterEach
    void close() {
        Audit.assertSound(domain);
        domain.close();
    }

    private Optional<TaskState> end(Claimed claim, Ending ending) {
        return worker.exchange(0, List.of(), Domain.outcome(claim, ending, "{\"reason\":\"" + ending + "\"}"))
                .recorded()
                .get(0);
    }

    @Test
    void a_failed_attempt_is_repeated_after_a_pause_in_which_the_task_holds_nothing() {
        UUID id = domain.task("a").retry(PAUSE).dispatch();
        UUID next = domain.dispatch("a");
        Claimed first = worker.claimOne();
        assertThat(end(first, Ending.RETRYABLE)).contains(TaskState.WAITING);

        StoredTask pausing = domain.find(id);
        Duration left = Duration.between(
                pausing.time("created").orElseThrow(), pausing.time("due").orElseThrow());
        assertThat(left).isBetween(Duration.ofHours(1), Duration.ofHours(2));
        assertThat(pausing.worker()).isEmpty();
        assertThat(domain.tasks.waiting(id, 1).orElseThrow().due()).isEqualTo(pausing.time("due"));
        assertThat(worker.claimAll()).containsExactly(next);

        domain.makeDue(id);
        domain.sweep();
        assertThat(domain.tasks.waiting(id, 1).orElseThrow().blocked()).hasSize(1);
        assertThat(worker.claimAll()).isEmpty();
        domain.tasks.cancel(next);
        assertThat(domain.state(next)).isEqualTo(TaskState.CANCELING);
    }

    @Test
    void a_worker_with_nothing_to_do_finds_what_is_due_without_a_sweep() {
        UUID id = domain.task("a").retry(PAUSE).dispatch();
        end(worker.claimOne(), Ending.RETRYABLE);
        domain.makeDue(id);
        Claimed second = worker.claimOne();
        assertThat(second.task()).isEqualTo(id);
        assertThat(second.attempt()).isEqualTo(2);
    }

    @Test
    void a_task_that_is_repeated_at_once_keeps_its_place() {
        UUID id = domain.task("a").retry(AT_ONCE).dispatch();
        UUID next = domain.dispatch("a");
        assertThat(end(worker.claimOne(), Ending.RETRYABLE)).contains(TaskState.WAITING);
        assertThat(worker.claimAll()).containsExactly(id);
        assertThat(domain.state(next)).isEqualTo(TaskState.WAITING);
    }

    @Test
    void an_aborted_attempt_is_repeated_at_once_whatever_the_pause() {
        UUID id = domain.task("a").retry(PAUSE).dispatch();
        assertThat(end(worker.claimOne(), Ending.ABORTED)).contains(TaskState.WAITING);
        assertThat(worker.claimAll()).containsExactly(id);
    }

    @Test
    void without_a_policy_one_attempt_is_all() {
        for (Ending ending : List.of(Ending.FAILED, Ending.RETRYABLE, Ending.ABORTED)) {
            UUID id = domain.dispatch("a");
            assertThat(end(worker.claimOne(), ending)).contains(TaskState.FAILED);
            assertThat(domain.find(id).json("error")).contains("{\"reason\":\"" + ending + "\"}");
        }
    }

    @Test
    void a_failure_that_the_policy_does_not_cover_is_for_good() {
        domain.task("a").retry(AT_ONCE).dispatch();
        assertThat(end(worker.claimOne(), Ending.FAILED)).contains(TaskState.FAILED);
    }

    @Test
    void the_last_attempt_fails_the_task_and_all_are_told() {
        UUID id = domain.task("a").retry(AT_ONCE).dispatch();
        assertThat(end(worker.claimOne(), Ending.RETRYABLE)).contains(TaskState.WAITING);
        assertThat(end(worker.claimOne(), Ending.ABORTED)).contains(TaskState.WAITING);
        assertThat(end(worker.claimOne(), Ending.RETRYABLE)).contains(TaskState.FAILED);

        StoredTask task = domain.find(id);
        assertThat(task.attempt()).isEqualTo(3);
        assertThat(task.json("error")).contains("{\"reason\":\"RETRYABLE\"}");
        List<StoredTask.PastAttempt> past = task.pastAttempts();
        assertThat(past).extracting(StoredTask.PastAttempt::number).containsExactly(1, 2);
        assertThat(past).extracting(StoredTask.PastAttempt::worker).containsOnly("worker");
        assertThat(past).extracting(each -> each.error().getString("reason")).containsExactly("RETRYABLE", "ABORTED");
        assertThat(past).extracting(StoredTask.PastAttempt::fencingToken).isSorted();
        assertThat(past).allSatisfy(each -> assertThat(each.finished()).isAfterOrEqualTo(each.started()));
    }

    @Test
    void the_pause_doubles_up_to_the_longest_with_jitter() {
        RetryPolicy policy = RetryPolicy.exponential(20, Duration.ofSeconds(100), Duration.ofSeconds(350));
        UUID id = domain.task().retry(policy).dispatch();
        for (int expected : new int[] {100, 200, 350, 350}) {
            Claimed claim = worker.claimOne();
            end(claim, Ending.RETRYABLE);
            StoredTask task = domain.find(id);
            StoredTask.PastAttempt last =
                    task.pastAttempts().get(task.pastAttempts().size() - 1);
            Duration pause = Duration.between(last.finished(), task.time("due").orElseThrow());
            assertThat(pause).isBetween(Duration.ofSeconds(expected / 2), Duration.ofSeconds(expected));
            domain.makeDue(id);
            domain.sweep();
        }
    }

    @Test
    void a_bounded_number_of_attempts_is_kept() {
        UUID id = domain.task().retry(RetryPolicy.fixed(1000, Duration.ZERO)).dispatch();
        for (int i = 0; i < 30; i++) {
            end(worker.claimOne(), Ending.RETRYABLE);
        }
        assertThat(domain.find(id).pastAttempts())
                .extracting(StoredTask.PastAttempt::number)
                .hasSize(20)
                .startsWith(11)
                .endsWith(30);
    }

    @Test
    void a_pausing_task_can_be_canceled() {
        UUID id = domain.task("a").retry(PAUSE).dispatch();
        end(worker.claimOne(), Ending.RETRYABLE);
        UUID next = domain.dispatch("a");
        assertThat(domain.tasks.cancel(id).outcome()).isEqualTo(TaskStore.CancelOutcome.CANCELED);
        assertThat(worker.claimAll()).containsExactly(next);
        assertThat(domain.state(id)).isEqualTo(TaskState.CANCELED);
    }

    @Test
    void a_canceled_task_is_not_repeated() {
        UUID id = domain.task("a").retry(AT_ONCE).dispatch();
        Claimed claim = worker.claimOne();
        domain.tasks.cancel(id);
        assertThat(end(claim, Ending.RETRYABLE)).contains(TaskState.CANCELED);
    }

    @Test
    void a_task_whose_worker_is_lost_is_repeated_and_keeps_its_place() {
        UUID id = domain.task("a").retry(PAUSE).dispatch();
        UUID next = domain.dispatch("a");
        Claimed lost = worker.claimOne();
        worker.expire();
        assertThat(domain.sweep()).extracting(Recovery.Taken::to).containsExactly(TaskState.WAITING);

        Domain.TestWorker other = domain.worker();
        Claimed again = other.claimOne();
        assertThat(again.task()).isEqualTo(id);
        assertThat(again.fencingToken()).isGreaterThan(lost.fencingToken());
        assertThat(worker.complete(lost).recorded()).containsExactly(Optional.empty());
        assertThat(domain.state(next)).isEqualTo(TaskState.WAITING);
        other.complete(again);
        assertThat(other.claimAll()).containsExactly(next);
    }

    @Test
    void a_task_that_loses_three_workers_is_poison() {
        UUID id = domain.task("a").retry(RetryPolicy.fixed(10, Duration.ZERO)).dispatch();
        for (TaskState state : List.of(TaskState.WAITING, TaskState.WAITING, TaskState.FAILED)) {
            Domain.TestWorker victim = domain.worker();
            victim.claimOne();
            victim.expire();
            assertThat(domain.sweep()).extracting(Recovery.Taken::to).containsExactly(state);
        }
        assertThat(domain.find(id).json("error")).contains(Domain.POISON);
        assertThat(domain.find(id).pastAttempts()).hasSize(2);
        assertThat(domain.find(id).deaths()).isEqualTo(3);
    }
}
