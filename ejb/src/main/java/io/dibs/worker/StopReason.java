package io.dibs.worker;

/** Why an execution was told to stop. */
enum StopReason {
    /** The store says so: the task is canceling, because it was canceled or is out of time. */
    CANCELED,
    /** The worker shuts down. */
    ABORTED,
    /** It is not, or soon not, the current execution of its task any more. */
    FENCED
}
