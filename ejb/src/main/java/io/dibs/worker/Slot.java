package io.dibs.worker;

import java.util.Optional;

import io.dibs.TaskState;
import io.dibs.TaskStateChanged;
import io.dibs.metric.Metrics;
import io.dibs.store.Exchange;
import io.dibs.store.Exchange.Ending;

/** One thread that runs tasks, one after the other. */
final class Slot implements Runnable {
    private final WorkQueue work;
    private final VersionGate gate;
    private final DeclinedNeeds declined = new DeclinedNeeds();
    private final TaskBody body;
    private final TaskErrors errors;
    private final Coordinator coordinator;
    private final StateListener listener;
    private final Metrics metrics;

    Slot(
            WorkQueue work,
            VersionGate gate,
            TaskBody body,
            TaskErrors errors,
            Coordinator coordinator,
            StateListener listener,
            Metrics metrics) {
        this.metrics = metrics;
        this.work = work;
        this.gate = gate;
        this.body = body;
        this.errors = errors;
        this.coordinator = coordinator;
        this.listener = listener;
    }

    @Override
    public void run() {
        WorkQueue.Seat seat = new WorkQueue.Seat();
        boolean goesOn = true;
        while (goesOn) {
            Optional<Execution> next = work.take(seat);
            goesOn = next.isPresent() && run(next.get());
        }
    }

    /** Returns whether this slot goes on: not if another took its place meanwhile. */
    private boolean run(Execution execution) {
        Exchange.Outcome outcome;
        try {
            metrics.started(execution.claim().name());
            if (listener.isListening()) {
                listener.changed(new TaskStateChanged(
                        execution.taskId(),
                        execution.claim().name(),
                        Optional.of(TaskState.WAITING),
                        TaskState.RUNNING));
            }
            outcome = execution.run(gate, declined, body, errors);
        } catch (Throwable e) { // Out of memory, say.
            outcome = failedByWorker(execution, e);
        }
        while (true) {
            try {
                return coordinator.ended(execution, outcome);
            } catch (OutOfMemoryError e) {
                // A slot that did not answer would be lost, and its task would hang: until there is memory again.
                Thread.onSpinWait();
            }
        }
    }

    private static Exchange.Outcome failedByWorker(Execution execution, Throwable cause) {
        while (true) {
            try {
                String reason = TaskErrors.reason(
                        "The worker failed: " + cause.getClass().getName() + ".");
                return new Exchange.Outcome(
                        execution.taskId(), execution.fencingToken(), Ending.FAILED, reason, "", "");
            } catch (OutOfMemoryError e) {
                Thread.onSpinWait();
            }
        }
    }
}
