package io.dibs.chaos;

/**
 * Something that must not happen, and did.
 *
 * @param what the task, resource or key, and what is wrong with it
 */
record Violation(Kind kind, String what) {
    /** The promises. Each constant is what it is when one is broken. */
    enum Kind {
        /** Two had a resource at the same time that exclude each other (R1, R5). */
        OVERLAP,
        /** A task started before an earlier one that wanted the same resource (R1). */
        OUT_OF_ORDER,
        /** An acknowledged task is not there (R3). */
        LOST_TASK,
        /** A task is there of whose dispatch Dibs had said that nothing was changed (R3). */
        DISPATCHED_ALL_THE_SAME,
        /** A task is not final, though nothing is left to run (R3, R6). */
        NOT_FINAL,
        /** An attempt had its effect twice, or two executions had the same token (R2, R4). */
        DOUBLE_EFFECT,
        /** Something ran of which the store knows nothing (R2, R3). */
        UNKNOWN_EXECUTION,
        /** A task is completed, or failed as it was to fail after its effect, and had none. */
        MISSING_EFFECT,
        /** A task was tried more often than its policy allows, less often, or its attempts do not add up. */
        WRONG_NUMBER_OF_ATTEMPTS,
        /** A later attempt of a task has an older token (R4). */
        TOKENS_SHRINK,
        /** The ledger accepted an entry with an older token than one it had seen for that resource. */
        STALE_TOKEN_ACCEPTED,
        /** The ledger refused the current execution: somebody had got a newer token for what it held (R4, R5). */
        CURRENT_EXECUTION_REFUSED,
        /** The outcome of an execution was recorded after it had been taken from its worker (R4). */
        LATE_OUTCOME_RECORDED,
        /** A task is canceled, and nobody had asked for it. */
        CANCELED_UNASKED,
        /** A task ended otherwise, or started, though it had been canceled. */
        CANCELATION_UNDONE,
        /** An execution was taken from a worker that had not failed in any way. */
        TAKEN_WITHOUT_REASON,
        /** A task that was dispatched inside another does not know it, or the other does not know this one. */
        UNLINKED_CHILD,
        /** The audit found something. */
        AUDIT,
        /** A key is left that should have gone (R9). */
        LEAKED_KEY,
        /** A process or a lease did not come to its end. */
        STUCK
    }

    @Override
    public String toString() {
        return kind + ": " + what;
    }
}
