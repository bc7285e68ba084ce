package io.dibs.worker;

import java.util.Optional;

import io.dibs.TaskState;
import io.dibs.TaskStateChanged;
import io.dibs.log.Log;
import io.dibs.log.LogEvent;
import io.dibs.metric.Metrics;
import io.dibs.metric.TaskOutcome;
import io.dibs.store.Exchange;
import io.dibs.store.Exchange.Ending;

/** Lets go of executions whose outcome Redis has answered to, and tells what became of their tasks. Thread-safe. */
final class Settlement {
    private static final Log LOG = Log.of(Settlement.class);

    private final Executions executions;
    private final StateListener listener;
    private final Metrics metrics;

    Settlement(Executions executions, StateListener listener, Metrics metrics) {
        this.metrics = metrics;
        this.executions = executions;
        this.listener = listener;
    }

    /** Settles all that a call told of; doing it again, since an error came between, changes nothing. */
    void settle(Lane.Call call, Exchange.Reply reply) {
        for (int i = 0; i < call.ended().size(); i++) {
            settle(call.ended().get(i), reply.recorded().get(i));
        }
        reply.completedGroups().forEach(listener::groupCompleted);
    }

    static TaskOutcome outcome(Optional<TaskState> recorded) {
        return recorded.map(state -> switch (state) {
                    case COMPLETED -> TaskOutcome.COMPLETED;
                    case FAILED -> TaskOutcome.FAILED;
                    case CANCELED -> TaskOutcome.CANCELED;
                    default -> TaskOutcome.REQUEUED;
                })
                .orElse(TaskOutcome.FENCED);
    }

    /** Tells that what an execution came to was not recorded, since it is not the current one any more. */
    static void tellRefused(Execution execution) {
        LOG.about(execution)
                .tell(
                        LogEvent.TASK_OUTCOME_REFUSED,
                        execution.fencingToken(),
                        execution.taskId(),
                        execution.claim().name());
    }

    private void settle(Ended ended, Optional<TaskState> recorded) {
        Execution execution = ended.execution();
        Ending ending = ended.outcome().ending();
        if (executions.remove(execution) && ended.begun()) {
            TaskOutcome outcome = outcome(recorded);
            metrics.finished(execution.claim().name(), outcome, execution.ranNanos());
            execution.settled(RunTraces.outcome(outcome));
        }
        if (!ended.begun() && recorded.orElse(TaskState.WAITING) == TaskState.WAITING) {
            return; // Nobody was told that it runs.
        }
        if (recorded.isEmpty()) {
            if (ending != Ending.DECLINED && ending != Ending.RETURNED) {
                tellRefused(execution);
            }
            return;
        }
        if (!listener.isListening()) {
            return;
        }
        TaskState to = recorded.get();
        // A canceling task fails only if this process had stopped it for running out of time.
        boolean canceling = to == TaskState.CANCELED
                || (to == TaskState.FAILED && execution.stopped().equals(Optional.of(StopReason.CANCELED)));
        execution.telling(() -> listener.changed(new TaskStateChanged(
                execution.taskId(),
                execution.claim().name(),
                Optional.of(canceling ? TaskState.CANCELING : TaskState.RUNNING),
                to)));
    }
}
