package io.dibs.worker;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;

import io.dibs.TaskState;
import io.dibs.TaskStateChanged;
import io.dibs.store.Exchange;
import io.dibs.store.Exchange.Ending;

/** One thread that runs tasks, one after the other. */
final class Slot implements Runnable {
    private final BlockingQueue<Optional<Execution>> work;
    private final TaskBody body;
    private final TaskErrors errors;
    private final Coordinator coordinator;
    private final StateListener listener;

    /** @param work what to run; an empty element ends the slot that takes it */
    Slot(
            BlockingQueue<Optional<Execution>> work,
            TaskBody body,
            TaskErrors errors,
            Coordinator coordinator,
            StateListener listener) {
        this.work = work;
        this.body = body;
        this.errors = errors;
        this.coordinator = coordinator;
        this.listener = listener;
    }

    @Override
    public void run() {
        while (true) {
            try {
                Optional<Execution> next = work.take();
                if (next.isEmpty()) {
                    return;
                }
                if (!run(next.get())) {
                    return;
                }
            } catch (InterruptedException e) {
                // A late interrupt that was meant for a task. Slots are ended by an empty element.
            }
        }
    }

    /** Returns whether this slot goes on: not if another took its place meanwhile. */
    private boolean run(Execution execution) {
        Exchange.Outcome outcome;
        try {
            listener.changed(new TaskStateChanged(
                    execution.taskId(), execution.claim().name(), Optional.of(TaskState.WAITING), TaskState.RUNNING));
            outcome = execution.run(body, errors);
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
