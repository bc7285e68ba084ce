package io.dibs;

/**
 * A progress report that a running task writes. Thread-safe: a task may hand it to threads of its own. It is saved at
 * most every 500 ms while the task runs, and always when the task ends; a report that is still open then takes the task's
 * final state.
 */
public interface Progress {
    /** Sets how much there is to do; returns this. */
    Progress total(long total);

    /** Sets how much is done; returns this. */
    Progress done(long done);

    /** Sets what is going on at the moment, or clears it with null; returns this. */
    Progress suffix(String suffix);

    /** Adds to what is done. */
    void increment(long by);

    /** Adds one to what is done. */
    default void increment() {
        increment(1);
    }

    /** Ends this report as completed. */
    void complete();
}
