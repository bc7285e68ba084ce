package io.dibs.engine;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

import io.dibs.Task;
import io.dibs.TaskHandle;
import io.dibs.TaskNotFoundException;
import io.dibs.Tasks;
import io.dibs.Why;
import io.dibs.worker.CurrentTask;

/** A handle that asks the store each time. */
record Handle(UUID id, Tasks tasks) implements TaskHandle {
    private static final long FIRST_PAUSE_MILLIS = 5;
    private static final long LONGEST_PAUSE_MILLIS = 250;

    @Override
    public Task get() {
        return tasks.find(id).orElseThrow(this::gone);
    }

    private TaskNotFoundException gone() {
        return new TaskNotFoundException("Task " + id + " is not kept any more.");
    }

    @Override
    public Why why() {
        return tasks.why(id).orElseThrow(this::gone);
    }

    @Override
    public Task cancel() {
        return tasks.cancel(id);
    }

    @Override
    public Task await(Duration timeout) throws InterruptedException, TimeoutException {
        CurrentTask.find().ifPresent(current -> {
            throw new IllegalStateException("Task " + current.taskId() + " must not wait for task " + id
                    + ": it could wait for ever, for a resource or a worker that it has itself.");
        });
        long deadline = System.nanoTime() + timeout.toNanos();
        for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS)) {
            Task task = get();
            if (task.state().isFinal()) {
                return task;
            }
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new TimeoutException(
                        "Task " + id + " is " + task.state().text() + " after " + timeout + ", not final.");
            }
            Thread.sleep(Math.min(pause, left));
        }
    }
}
