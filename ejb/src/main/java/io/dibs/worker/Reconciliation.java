package io.dibs.worker;

import java.util.Optional;

import io.dibs.TaskStateChanged;
import io.dibs.log.Log;
import io.dibs.log.LogEvent;
import io.dibs.store.Recovery;
import io.dibs.store.WorkerStore;

/** Compares what runs here with what is said to run here, since Redis may forget what it had said: see {@code reconcile.lua}. */
final class Reconciliation {
    private static final Log LOG = Log.of(Reconciliation.class);
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
                LOG.about(taken.task(), taken.correlationId())
                        .tell(
                                LogEvent.TASK_END_FORGOTTEN,
                                taken.task(),
                                taken.name(),
                                taken.to().text());
                listener.changed(
                        new TaskStateChanged(taken.task(), taken.name(), Optional.of(taken.from()), taken.to()));
            }
            reconciled.completedGroups().forEach(listener::groupCompleted);
            reconciled.strangers().forEach(token -> executions.stop(token, StopReason.FENCED));
        } catch (RuntimeException e) { // The thread must not end.
            LOG.tell(e, LogEvent.WORKER_COMPARES_LATER);
        }
    }
}
