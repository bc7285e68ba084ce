package io.dibs.worker;

import io.dibs.store.Exchange;

/**
 * An execution that has ended, and what it came to.
 *
 * @param begun whether a slot had it: if not, nobody was told that it runs
 */
record Ended(Execution execution, Exchange.Outcome outcome, boolean begun) {
    /** One that goes back as no slot has begun it. */
    static Ended unbegun(Execution execution) {
        return new Ended(execution, execution.returned(), false);
    }
}
