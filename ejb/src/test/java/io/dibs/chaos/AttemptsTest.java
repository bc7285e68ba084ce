package io.dibs.chaos;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.dibs.RetryPolicy;
import io.dibs.TaskState;
import io.dibs.chaos.Entry.Verb;
import io.dibs.chaos.Fact.Fate;
import io.dibs.chaos.Violation.Kind;

/** Stories in which attempts have too many effects or none, or are not what the store says. */
class AttemptsTest extends Story {
    @Test
    void an_attempt_with_two_effects() {
        write(Verb.ACQUIRE, first, 1, 1, ONE, exclusive);
        write(Verb.EFFECT, first, 1, 1, ONE, exclusive);
        write(Verb.EFFECT, first, 1, 1, ONE, exclusive);
        write(Verb.RELEASE, first, 1, 1, ONE, exclusive);
        run(second, 2, 1, ONE, exclusive);
        bothCompleted();
        assertFound(Kind.DOUBLE_EFFECT);
    }

    @Test
    void a_claim_that_was_given_to_two() {
        run(first, 1, 1, ONE, exclusive);
        run(first, 1, 1, OTHER, exclusive);
        run(second, 2, 1, ONE, exclusive);
        bothCompleted();
        assertFound(Kind.DOUBLE_EFFECT);
    }

    @Test
    void an_execution_that_the_store_does_not_know() {
        run(first, 1, 1, ONE, exclusive);
        run(first, 2, 1, OTHER, exclusive);
        run(second, 3, 1, ONE, exclusive);
        done(first, TaskState.COMPLETED, attempt(1, 2, OTHER, Fate.RECORDED));
        done(second, TaskState.COMPLETED, attempt(1, 3, ONE, Fate.RECORDED));
        assertFound(Kind.UNKNOWN_EXECUTION);
    }

    @Test
    void a_completed_task_without_effect() {
        write(Verb.ACQUIRE, first, 1, 1, ONE, exclusive);
        write(Verb.RELEASE, first, 1, 1, ONE, exclusive);
        run(second, 2, 1, ONE, exclusive);
        bothCompleted();
        assertFound(Kind.MISSING_EFFECT);
    }

    @Test
    void a_completed_task_that_never_ran() {
        run(second, 2, 1, ONE, exclusive);
        bothCompleted();
        assertFound(Kind.MISSING_EFFECT);
    }

    @Test
    void more_attempts_than_the_policy_allows_and_fewer() {
        fail(first, RetryPolicy.fixed(2, Duration.ZERO), 3);
        fail(second, RetryPolicy.fixed(3, Duration.ZERO), 2);
        assertFound(Kind.WRONG_NUMBER_OF_ATTEMPTS, Kind.WRONG_NUMBER_OF_ATTEMPTS);
    }

    @Test
    void tokens_that_shrink() {
        run(first, 5, 1, ONE, List.of());
        refuse(Verb.ACQUIRE, first, 4, 2, ONE, List.of());
        retried(first, attempt(1, 5, ONE, Fate.RECORDED), attempt(2, 4, ONE, Fate.RECORDED));
        cancel(second, "CANCELED");
        done(second, TaskState.CANCELED);
        assertFound(Kind.TOKENS_SHRINK, Kind.CURRENT_EXECUTION_REFUSED, Kind.MISSING_EFFECT);
    }

    @Test
    void a_late_success_that_was_recorded() {
        run(first, 1, 1, ONE, exclusive);
        note(Verb.STOPPING, ONE, "");
        run(second, 2, 1, OTHER, exclusive);
        done(first, TaskState.COMPLETED, attempt(1, 1, ONE, Fate.LOST));
        done(second, TaskState.COMPLETED, attempt(1, 2, OTHER, Fate.RECORDED));
        assertFound(Kind.LATE_OUTCOME_RECORDED);
    }

    @Test
    void a_task_taken_from_a_process_that_lived() {
        write(Verb.ACQUIRE, first, 1, 1, ONE, exclusive);
        note(Verb.CUT_OFF, ONE, "900"); // Less than a third of the lease.
        run(second, 2, 1, OTHER, exclusive);
        note(Verb.OVER, "", "");
        note(Verb.EXITED, ONE, "0");
        done(first, TaskState.FAILED, attempt(1, 1, ONE, Fate.LOST));
        done(second, TaskState.COMPLETED, attempt(1, 2, OTHER, Fate.RECORDED));
        assertFound(Kind.TAKEN_WITHOUT_REASON);
    }
}
