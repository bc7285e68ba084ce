package io.dibs.worker;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

import io.dibs.TaskStateChanged;
import io.dibs.store.Recovery;
import io.dibs.store.WorkerStore;

/** Compares what runs here with what is said to run here, since Redis may forget what it had said: see {@code reconcile.lua}. */
final class Reconciliation {
    private static final Logger LOG = System.getLogger(Reconciliation.class.getName());
    private static final String FORGOTTEN = "Its end was recorded, and lost by Redis.";

    private final WorkerStore store;
    private final Executions executions;
    private final StateListener listener;

    Reconciliation(WorkerStore store, Executions executions, StateListener listener) {
        this.store = store;
        this.executions = executions;
        this.listener = listener;
    }

    /** Only while no exchange is under way. If Redis does not answer, it is left to the next time. */
    void run(WorkerStore.Registration registration) {
        try {
            Recovery.Reconciled reconciled =
                    store.reconcile(registration, TaskErrors.reason(FORGOTTEN), executions.tokens());
            for (Recovery.Taken taken : reconciled.taken()) {
                LOG.log(
                        Level.WARNING,
                        "Task {0} was said to run here and does not; it is {1} now. Redis has lost what it had recorded.",
                        taken.task(),
                        taken.to().text());
                listener.changed(
                        new TaskStateChanged(taken.task(), taken.name(), Optional.of(taken.from()), taken.to()));
            }
            reconciled.completedGroups().forEach(listener::groupCompleted);
            reconciled.strangers().forEach(token -> executions.stop(token, StopReason.FENCED));
        } catch (RuntimeException e) { // The thread must not end.
            LOG.log(Level.DEBUG, "What runs is compared later.", e);
        }
    }
}
