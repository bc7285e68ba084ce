package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.TaskState;

class OutcomeTest {
    private final Domain domain = Domain.fresh();
    private final Domain.TestWorker worker = domain.worker();

    @AfterEach
    void close() {
        domain.close();
    }

    private Exchange.Reply end(
            Exchange.Claimed claim, Exchange.Ending ending, String value, String progress, String made) {
        return worker.exchange(
                0, List.of(), new Exchange.Outcome(claim.task(), claim.fencingToken(), ending, value, progress, made));
    }

    @Test
    void a_completed_task_has_its_result_progress_and_created_resources() {
        UUID id = domain.dispatch("a");
        Exchange.Reply reply = end(worker.claimOne(), Exchange.Ending.COMPLETED, "{\"n\":1}", "[{}]", "[\"x\"]");
        assertThat(reply.recorded()).containsExactly(Optional.of(TaskState.COMPLETED));
        StoredTask task = domain.find(id);
        assertThat(task.state()).isEqualTo(TaskState.COMPLETED);
        assertThat(task.json("result")).contains("{\"n\":1}");
        assertThat(task.json("progress")).contains("[{}]");
        assertThat(task.json("made")).contains("[\"x\"]");
        assertThat(task.json("error")).isEmpty();
        assertThat(task.time("finished").orElseThrow())
                .isAfterOrEqualTo(task.time("started").orElseThrow())
                .isEqualTo(reply.time());
        assertThat(task.worker()).contains("worker");
        Audit.assertSound(domain);
    }

    @Test
    void a_task_without_a_result_has_none() {
        UUID id = domain.dispatch();
        end(worker.claimOne(), Exchange.Ending.COMPLETED, "", "", "");
        assertThat(domain.find(id).fields()).doesNotContainKeys("result", "error", "progress", "made");
    }

    @Test
    void a_failed_task_has_its_error_and_no_result() {
        UUID id = domain.dispatch("a");
        Exchange.Reply reply = end(worker.claimOne(), Exchange.Ending.FAILED, "{\"message\":\"no\"}", "", "");
        assertThat(reply.recorded()).containsExactly(Optional.of(TaskState.FAILED));
        assertThat(domain.state(id)).isEqualTo(TaskState.FAILED);
        assertThat(domain.find(id).json("error")).contains("{\"message\":\"no\"}");
        assertThat(domain.find(id).json("result")).isEmpty();
    }

    @Test
    void a_task_that_was_told_to_stop_is_canceled_even_if_it_succeeded() {
        for (Exchange.Ending ending : Exchange.Ending.values()) {
            UUID id = domain.dispatch();
            Exchange.Claimed claim = worker.claimOne();
            domain.tasks.cancel(id);
            Exchange.Reply reply = end(claim, ending, "{}", "[]", "[\"made\"]");
            assertThat(reply.recorded()).containsExactly(Optional.of(TaskState.CANCELED));
            StoredTask task = domain.find(id);
            assertThat(task.state()).isEqualTo(TaskState.CANCELED);
            assertThat(task.fields()).doesNotContainKeys("result", "error");
            assertThat(task.json("made")).contains("[\"made\"]");
            assertThat(reply.stops()).isEmpty();
        }
        Audit.assertSound(domain);
    }

    @Test
    void a_task_that_was_told_to_stop_with_an_error_fails_with_it() {
        UUID id = domain.dispatch();
        Exchange.Claimed claim = worker.claimOne();
        domain.tasks.stop(id, claim.fencingToken(), "{\"message\":\"too long\"}");
        Exchange.Reply reply = worker.complete(claim);
        assertThat(reply.recorded()).containsExactly(Optional.of(TaskState.FAILED));
        assertThat(domain.find(id).json("error")).contains("{\"message\":\"too long\"}");
        assertThat(domain.find(id).json("result")).isEmpty();
    }

    @Test
    void several_outcomes_and_claims_are_one_call() {
        UUID first = domain.dispatch("a");
        UUID second = domain.dispatch("b");
        UUID third = domain.dispatch("a", "b");
        List<Exchange.Claimed> claims = worker.claim(2);
        assertThat(claims).extracting(Exchange.Claimed::task).containsExactly(first, second);
        Exchange.Reply reply = worker.exchange(
                1,
                List.of(),
                Domain.outcome(claims.get(0), Exchange.Ending.COMPLETED, ""),
                Domain.outcome(claims.get(1), Exchange.Ending.FAILED, "{}"));
        assertThat(reply.recorded()).containsExactly(Optional.of(TaskState.COMPLETED), Optional.of(TaskState.FAILED));
        assertThat(reply.claims()).extracting(Exchange.Claimed::task).containsExactly(third);
    }

    @Test
    void a_declined_task_waits_again_as_if_it_had_never_started() {
        UUID id = domain.dispatch("a");
        UUID behind = domain.dispatch("a");
        assertThat(worker.decline(worker.claimOne()).recorded()).containsExactly(Optional.of(TaskState.WAITING));
        StoredTask task = domain.find(id);
        assertThat(task.state()).isEqualTo(TaskState.WAITING);
        assertThat(task.attempt()).isZero();
        assertThat(task.fencingToken()).isEmpty();
        assertThat(task.worker()).isEmpty();
        assertThat(task.time("started")).isEmpty();
        assertThat(domain.tasks.waiting(behind, 5).orElseThrow().blocked()).hasSize(1);
        Audit.assertSound(domain);
    }

    @Test
    void a_task_that_its_worker_had_no_time_to_begin_is_ready_again_for_anybody() {
        Domain.TestWorker other = domain.worker();
        UUID id = domain.dispatch("a");
        Exchange.Claimed claim = worker.claimOne();
        other.claim(1); // So it is idle.
        assertThat(end(claim, Exchange.Ending.RETURNED, "", "", "").recorded())
                .containsExactly(Optional.of(TaskState.WAITING));
        StoredTask task = domain.find(id);
        assertThat(task.attempt()).isZero();
        assertThat(task.time("started")).isEmpty();
        assertThat(domain.tasks.waiting(id, 1).orElseThrow().parked()).isFalse();
        Audit.assertSound(domain);
        assertThat(other.woken()).isTrue();
        assertThat(other.claimOne().task()).isEqualTo(id);
        assertThat(end(claim, Exchange.Ending.RETURNED, "", "", "").recorded()).containsExactly(Optional.empty());
    }

    @Test
    void a_declined_task_keeps_its_priority_and_its_turn() {
        Domain.TestWorker other = domain.worker();
        UUID first = domain.dispatch();
        Exchange.Claimed claim = worker.claimOne();
        UUID second = domain.dispatch();
        UUID urgent = domain.task().priority(1).dispatch();
        worker.decline(claim);
        assertThat(other.claimAll()).containsExactly(urgent, first, second);
        Audit.assertSound(domain);
    }
}
