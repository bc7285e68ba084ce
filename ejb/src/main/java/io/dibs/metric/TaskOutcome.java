package io.dibs.metric;

/** What an execution of a task came to. */
public enum TaskOutcome {
    COMPLETED,
    FAILED,
    CANCELED,
    /** It waits again, for its next attempt or for another worker. */
    REQUEUED,
    /** It was not the current execution any more, so what it came to was not recorded. */
    FENCED
}
