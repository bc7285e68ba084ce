package io.dibs.store;

import java.util.List;
import java.util.Map;

import io.dibs.Reservation;
import io.dibs.RetryPolicy;

/** A step of a history. Tasks and workers are meant by a number, taken modulo how many there are. */
sealed interface Step {
    record Dispatch(
            List<Reservation> reservations,
            int priority,
            String queue,
            String method,
            Map<String, String> versions,
            RetryPolicy retry,
            Ties ties)
            implements Step {}

    /**
     * What a task is bound to besides resources.
     *
     * @param group empty for none
     * @param after tasks on which it depends
     * @param by how it is dispatched
     */
    record Ties(String group, List<Integer> after, By by) {}

    /** How a task is dispatched. */
    enum By {
        DISPATCH,
        /** Immediately, by the first worker; it may wait. */
        IMMEDIATELY,
        /** Likewise; it may not wait. */
        IMMEDIATELY_OR_NOT
    }

    record CancelGroup(String group) implements Step {}

    /** A queue is paused; or resumed, if it is paused. */
    record Pause(String queue) implements Step {}

    /** A worker is to take nothing more; or to take tasks again, if it is draining. */
    record Drain(int worker) implements Step {}

    /** A worker claims for its free slots. */
    record Claim(int worker, int free) implements Step {}

    /** A running task ends, and its worker claims for its free slots in the same call. */
    record End(int task, Exchange.Ending ending, int free) implements Step {}

    record Cancel(int task) implements Step {}

    /** A running task is told to stop since its time is over. */
    record Stop(int task) implements Step {}

    /** A worker is lost, its tasks are taken, it says what they came to, and another one takes its place. */
    record Lose(int worker) implements Step {}

    /** The pause of a task before its next attempt is over. */
    record Due(int task) implements Step {}

    /** A task is given up; it must be canceling for that. */
    record Abandon(int task) implements Step {}

    record Delete(int task) implements Step {}

    /** A call that was made before arrives again. */
    record Repeat(int call) implements Step {}
}
