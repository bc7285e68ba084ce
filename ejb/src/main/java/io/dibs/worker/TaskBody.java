package io.dibs.worker;

import io.dibs.store.Exchange;

/** Runs the method of a claimed task, on the thread that calls it. Thread-safe. */
@FunctionalInterface
public interface TaskBody {
    /**
     * Runs it.
     *
     * @return its result, JSON; empty for none
     * @throws DeclinedException if it cannot be run here: the task is left to another worker
     * @throws Throwable whatever the method throws: the task fails with it
     */
    String run(Exchange.Claimed task) throws Throwable;
}
