package io.dibs;

import java.time.Instant;

/** Counts of all there is in this domain: cheap enough to ask for every second. Thread-safe. */
public interface DibsStatistics {
    /**
     * Counts, all of one moment.
     *
     * @throws StoreUnavailableException if Redis does not answer
     */
    Statistics now();

    /**
     * Counts.
     *
     * @param at when, by Redis' clock
     * @param dispatchedTotal how many tasks were ever dispatched, forgotten ones included
     * @param tasks how many there are
     * @param lastMinute what happened in the last minute
     * @param workers who is there to run them
     */
    record Statistics(Instant at, long dispatchedTotal, Tasks tasks, LastMinute lastMinute, Workers workers) {}

    /**
     * How many tasks there are in each state, of those that are kept.
     *
     * @param ready how many of the waiting ones wait for nothing but a worker
     * @param blocked how many of them wait for resources, or for other tasks to be final
     * @param later how many of them are due later
     */
    record Tasks(
            long ready,
            long blocked,
            long later,
            long running,
            long canceling,
            long completed,
            long failed,
            long canceled) {
        /** How many wait, for whatever. */
        public long waiting() {
            return ready + blocked + later;
        }
    }

    /** How many tasks were dispatched or ended in the last minute, as far as they are kept. */
    record LastMinute(long dispatched, long completed, long failed, long canceled) {}

    /**
     * The workers whose leases are valid.
     *
     * @param slots how many tasks they run at once
     * @param busy how many of these slots have a task
     */
    record Workers(long online, long slots, long busy) {}
}
