package io.dibs.worker;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

import io.dibs.StoreUnavailableException;
import io.dibs.TaskState;
import io.dibs.TaskStateChanged;
import io.dibs.log.Log;
import io.dibs.log.LogEvent;
import io.dibs.store.TaskStore;
import io.dibs.store.WorkerStore;

/**
 * Looks after running executions: saves what they report, stops those that are out of time, and interrupts again, every
 * second, those that were told to stop and have not. Of one that still has not after some seconds it saves where its thread
 * is, and says so, that it be no longer counted on.
 */
final class Watchdog implements Runnable {
    private static final Log LOG = Log.of(Watchdog.class);
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final TaskStore tasks;
    private final WorkerStore workers;
    private final Executions executions;
    private final Consumer<Execution> stuck;
    private final StateListener listener;
    private final Pause pause;

    /** @param stuck is told, again and again, of each execution that does not stop */
    Watchdog(
            TaskStore tasks,
            WorkerStore workers,
            Executions executions,
            Consumer<Execution> stuck,
            StateListener listener,
            Pause pause) {
        this.tasks = tasks;
        this.workers = workers;
        this.executions = executions;
        this.stuck = stuck;
        this.listener = listener;
        this.pause = pause;
    }

    @Override
    public void run() {
        for (long round = 0; !pause.isClosed(); round++) {
            for (Execution execution : executions.all()) {
                boolean interrupt = round % 2 == 0 && execution.stopped().isPresent();
                if (interrupt && execution.isStuck()) {
                    stuck.accept(execution);
                }
                try {
                    saveReports(execution);
                    watchTime(execution);
                    if (interrupt && execution.isStuck()) {
                        saveStack(execution);
                    }
                } catch (StoreUnavailableException e) {
                    LOG.about(execution).tell(LogEvent.TASK_REPORTS_PUT_OFF, execution.taskId(), e.getMessage());
                } catch (RuntimeException e) { // This thread must not end: nothing would be stopped in time any more.
                    LOG.about(execution).tell(e, LogEvent.TASK_WATCH_FAILED, execution.taskId());
                }
                if (interrupt) {
                    execution.stopped().ifPresent(execution::stop);
                }
            }
            pause.sleep(INTERVAL);
        }
    }

    private void saveReports(Execution execution) {
        TaskReports.Changes changes = execution.reports().takeChanges();
        if (changes.isEmpty()) {
            return;
        }
        try {
            if (!workers.saveProgress(
                    execution.taskId(),
                    execution.fencingToken(),
                    changes.progress(),
                    changes.created(),
                    changes.shares())) {
                fence(execution);
            }
        } catch (StoreUnavailableException e) {
            execution.reports().notSaved(changes);
            throw e;
        }
    }

    private void saveStack(Execution execution) {
        execution.stack().ifPresent(stack -> workers.saveStack(execution.taskId(), execution.fencingToken(), stack));
    }

    private void fence(Execution execution) {
        // It may just have ended: then it is recorded, and gone from the executions.
        if (executions.all().contains(execution)) {
            execution.stop(StopReason.FENCED);
        }
    }

    private void watchTime(Execution execution) {
        if (execution.stopped().isPresent() || !execution.isOutOfTime()) {
            return;
        }
        String reason =
                TaskErrors.reason("Timed out after " + execution.timeout().orElseThrow() + ".");
        TaskStore.Canceled stopped = tasks.stop(execution.taskId(), execution.fencingToken(), reason);
        switch (stopped.outcome()) {
            case CANCELING -> {
                listener.changed(new TaskStateChanged(
                        execution.taskId(), stopped.name(), Optional.of(TaskState.RUNNING), TaskState.CANCELING));
                execution.stop(StopReason.CANCELED);
            }
            case ALREADY -> execution.stop(StopReason.CANCELED);
            default -> fence(execution);
        }
    }
}
