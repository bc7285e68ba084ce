package io.dibs.chaos;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.dibs.TaskState;
import io.dibs.chaos.Entry.Verb;
import io.dibs.chaos.Fact.Fate;
import io.dibs.chaos.Violation.Kind;

/** Stories in which somebody has a resource that another has, or before an earlier one. */
class ExclusionTest extends Story {
    @Test
    void overlap_of_two_that_were_recorded() {
        write(Verb.ACQUIRE, first, 1, 1, ONE, exclusive);
        write(Verb.ACQUIRE, second, 2, 1, OTHER, shared);
        write(Verb.EFFECT, second, 2, 1, OTHER, shared);
        write(Verb.RELEASE, second, 2, 1, OTHER, shared);
        write(Verb.EFFECT, first, 1, 1, ONE, exclusive);
        write(Verb.RELEASE, first, 1, 1, ONE, exclusive);
        done(first, TaskState.COMPLETED, attempt(1, 1, ONE, Fate.RECORDED));
        done(second, TaskState.COMPLETED, attempt(1, 2, OTHER, Fate.RECORDED));
        // Its effect and its release.
        assertFound(Kind.OVERLAP, Kind.STALE_TOKEN_ACCEPTED, Kind.STALE_TOKEN_ACCEPTED);
    }

    @Test
    void overlap_with_one_that_is_killed_later() {
        write(Verb.ACQUIRE, first, 1, 1, ONE, exclusive);
        run(second, 2, 1, OTHER, exclusive);
        note(Verb.KILLING, ONE, "");
        done(first, TaskState.FAILED, attempt(1, 1, ONE, Fate.LOST));
        done(second, TaskState.COMPLETED, attempt(1, 2, OTHER, Fate.RECORDED));
        assertFound(Kind.OVERLAP);
    }

    @Test
    void a_stopped_process_that_the_ledger_does_not_refuse() {
        write(Verb.ACQUIRE, first, 1, 1, ONE, exclusive);
        note(Verb.STOPPING, ONE, "");
        run(second, 2, 1, OTHER, exclusive);
        write(Verb.EFFECT, first, 1, 1, ONE, exclusive);
        done(first, TaskState.FAILED, attempt(1, 1, ONE, Fate.LOST));
        done(second, TaskState.COMPLETED, attempt(1, 2, OTHER, Fate.RECORDED));
        assertFound(Kind.OVERLAP, Kind.STALE_TOKEN_ACCEPTED);
    }

    @Test
    void two_attempts_of_a_task_without_reservations_at_once() {
        write(Verb.ACQUIRE, first, 1, 1, ONE, List.of());
        run(first, 2, 2, OTHER, List.of());
        refuse(Verb.EFFECT, first, 1, 1, ONE, List.of());
        refuse(Verb.RELEASE, first, 1, 1, ONE, List.of());
        retried(first, attempt(1, 1, ONE, Fate.RECORDED), attempt(2, 2, OTHER, Fate.RECORDED));
        cancel(second, "CANCELED");
        done(second, TaskState.CANCELED);
        assertFound(Kind.OVERLAP, Kind.CURRENT_EXECUTION_REFUSED);
    }

    @Test
    void out_of_order() {
        run(second, 1, 1, ONE, exclusive);
        run(first, 2, 1, ONE, exclusive);
        done(first, TaskState.COMPLETED, attempt(1, 2, ONE, Fate.RECORDED));
        done(second, TaskState.COMPLETED, attempt(1, 1, ONE, Fate.RECORDED));
        assertFound(Kind.OUT_OF_ORDER);
    }
}
