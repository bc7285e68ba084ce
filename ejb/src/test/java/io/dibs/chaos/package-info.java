/**
 * Fault injection: real worker processes on a real Redis that are killed, stopped, cut off and drained while they run tasks,
 * an independent ledger to which every execution writes what it does, and a checker that proves from the ledger and the
 * store that nothing was lost, nothing happened twice and nothing is stuck.
 *
 * <p>{@link io.dibs.chaos.ChaosTest} says how to run it and how to replay a run.
 */
package io.dibs.chaos;
