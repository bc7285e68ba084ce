package io.dibs.worker;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;

import io.dibs.TaskState;
import io.dibs.TaskStateChanged;

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
                run(next.get());
            } catch (InterruptedException e) {
                // A late interrupt that was meant for a task. Slots are ended by an empty element.
            }
        }
    }

    private void run(Execution execution) {
        listener.changed(new TaskStateChanged(
                execution.taskId(), execution.claim().name(), Optional.of(TaskState.WAITING), TaskState.RUNNING));
        coordinator.ended(execution, execution.run(body, errors));
    }
}
