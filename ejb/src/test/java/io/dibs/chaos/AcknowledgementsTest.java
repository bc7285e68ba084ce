package io.dibs.chaos;

import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.dibs.RetryPolicy;
import io.dibs.TaskState;
import io.dibs.chaos.Entry.Verb;
import io.dibs.chaos.Fact.Fate;
import io.dibs.chaos.Violation.Kind;

/** Stories in which callers were told what is not so. */
class AcknowledgementsTest extends Story {
    @Test
    void an_acknowledged_task_that_is_gone() {
        run(first, 1, 1, ONE, exclusive);
        done(first, TaskState.COMPLETED, attempt(1, 1, ONE, Fate.RECORDED));
        assertFound(Kind.LOST_TASK);
    }

    @Test
    void a_task_that_is_there_although_its_dispatch_failed() {
        bothRunAndCompleted();
        UUID refused = UUID.randomUUID();
        ledger.add(Entry.of(Verb.DISPATCHING, refused, exclusive, ""));
        ledger.add(Entry.of(Verb.DISPATCH_FAILED, refused, exclusive, Entry.NOTHING_CHANGED));
        run(refused, 3, 1, ONE, exclusive);
        done(refused, TaskState.COMPLETED, attempt(1, 3, ONE, Fate.RECORDED));
        assertFound(Kind.DISPATCHED_ALL_THE_SAME);
    }

    @Test
    void a_task_that_is_not_final() {
        run(first, 1, 1, ONE, exclusive);
        done(first, TaskState.COMPLETED, attempt(1, 1, ONE, Fate.RECORDED));
        done(second, TaskState.WAITING);
        assertFound(Kind.NOT_FINAL);
    }

    @Test
    void cancelations_that_nobody_asked_for_and_that_did_not_last() {
        done(first, TaskState.CANCELED);
        cancel(second, "CANCELED");
        run(second, 1, 1, ONE, exclusive);
        done(second, TaskState.COMPLETED, attempt(1, 1, ONE, Fate.RECORDED));
        assertFound(Kind.CANCELED_UNASKED, Kind.CANCELATION_UNDONE, Kind.CANCELATION_UNDONE);
    }

    @Test
    void children_that_are_not_linked() {
        bothRunAndCompleted();
        UUID child = UUID.randomUUID();
        ledger.add(new Entry(Verb.DISPATCHED, ONE, child, 0, 0, exclusive, "", true, 0));
        run(child, 3, 1, ONE, exclusive);
        done(child, TaskState.COMPLETED, attempt(1, 3, ONE, Fate.RECORDED));
        UUID unlisted = UUID.randomUUID();
        run(unlisted, 4, 1, ONE, exclusive);
        fact(unlisted, TaskState.COMPLETED, RetryPolicy.NONE, Optional.of(first), attempt(1, 4, ONE, Fate.RECORDED));
        assertFound(Kind.UNLINKED_CHILD, Kind.UNLINKED_CHILD);
    }
}
