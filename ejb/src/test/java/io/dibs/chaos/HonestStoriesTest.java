package io.dibs.chaos;

import org.junit.jupiter.api.Test;

import io.dibs.TaskState;
import io.dibs.chaos.Entry.Verb;
import io.dibs.chaos.Fact.Fate;

/** True stories, in which the checker finds nothing. */
class HonestStoriesTest extends Story {
    @Test
    void an_honest_story_has_no_violation() {
        run(first, 1, 1, ONE, exclusive);
        done(first, TaskState.COMPLETED, attempt(1, 1, ONE, Fate.RECORDED));
        run(second, 2, 1, ONE, exclusive);
        done(second, TaskState.COMPLETED, attempt(1, 2, ONE, Fate.RECORDED));
        assertFound();
    }

    @Test
    void readers_may_overlap() {
        write(Verb.ACQUIRE, first, 1, 1, ONE, shared);
        write(Verb.ACQUIRE, second, 2, 1, ONE, shared);
        write(Verb.EFFECT, second, 2, 1, ONE, shared);
        write(Verb.EFFECT, first, 1, 1, ONE, shared);
        write(Verb.RELEASE, first, 1, 1, ONE, shared);
        write(Verb.RELEASE, second, 2, 1, ONE, shared);
        bothCompleted();
        assertFound();
    }

    @Test
    void a_process_is_killed_and_its_task_tried_again() {
        write(Verb.ACQUIRE, first, 1, 1, ONE, exclusive);
        note(Verb.KILLING, ONE, "");
        run(first, 2, 2, OTHER, exclusive);
        run(second, 3, 1, OTHER, exclusive);
        retried(first, attempt(1, 1, ONE, Fate.LOST), attempt(2, 2, OTHER, Fate.RECORDED));
        done(second, TaskState.COMPLETED, attempt(1, 3, OTHER, Fate.RECORDED));
        assertFound();
    }

    @Test
    void a_stopped_process_wakes_too_late_and_is_refused() {
        write(Verb.ACQUIRE, first, 1, 1, ONE, exclusive);
        note(Verb.STOPPING, ONE, "");
        run(first, 2, 2, OTHER, exclusive);
        note(Verb.CONTINUED, ONE, "");
        refuse(Verb.EFFECT, first, 1, 1, ONE, exclusive);
        run(second, 3, 1, OTHER, exclusive);
        retried(first, attempt(1, 1, ONE, Fate.LOST), attempt(2, 2, OTHER, Fate.RECORDED));
        done(second, TaskState.COMPLETED, attempt(1, 3, OTHER, Fate.RECORDED));
        assertFound();
    }

    @Test
    void a_task_is_canceled_before_it_starts_and_another_while_it_runs() {
        cancel(first, "CANCELED");
        done(first, TaskState.CANCELED);
        write(Verb.ACQUIRE, second, 1, 1, ONE, exclusive);
        cancel(second, "CANCELING");
        write(Verb.TOLD, second, 1, 1, ONE, exclusive);
        write(Verb.RELEASE, second, 1, 1, ONE, exclusive);
        done(second, TaskState.CANCELED, attempt(1, 1, ONE, Fate.RECORDED));
        assertFound();
    }
}
