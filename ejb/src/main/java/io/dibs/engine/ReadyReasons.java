package io.dibs.engine;

import java.util.List;
import java.util.Optional;

import io.dibs.WaitingReason;
import io.dibs.Why;
import io.dibs.Why.Kind;
import io.dibs.store.ReasonStore.Step;
import io.dibs.store.Roll;
import io.dibs.store.Roll.Registered;
import io.dibs.store.TaskStore;

/**
 * Says of ready tasks what they wait for.
 *
 * @param workers those that there are
 * @param chain whose tasks they are
 */
record ReadyReasons(Roll workers, ReasonChain chain, ReasonWords words) {
    /** A ready task. */
    Why.Step of(Step step, Why.Subject task) {
        WaitingReason reason = WorkerReasons.of(
                new TaskStore.Waiting(
                        task.queue(),
                        step.need(),
                        step.parked(),
                        step.ahead(),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        step.paused()),
                workers);
        Kind kind = Kind.valueOf(reason.kind().name());
        Optional<Long> ahead = reason.ahead()
                .or(() -> step.paused().map(paused -> step.ahead()))
                .filter(count -> count >= 0 && chain.isComplete());
        return new Why.Step(
                Optional.of(task),
                kind,
                message(step, kind, reason),
                List.of(),
                List.of(),
                ahead,
                Optional.of(queue(step)),
                Optional.empty(),
                0);
    }

    private String message(Step step, Kind kind, WaitingReason reason) {
        if (kind == Kind.QUEUE_PAUSED) {
            return "It is ready, but its queue " + step.task().queue() + " has been paused since "
                    + words.time(step.paused().orElseThrow()) + ", for "
                    + words.distance(step.paused().orElseThrow()) + ".";
        }
        if (kind == Kind.NO_WORKER_FOR_VERSION && !chain.isComplete()) {
            return "It is ready, but no live worker has the version of the application that it demands.";
        }
        if (kind == Kind.WORKER) {
            return chain.isComplete()
                    ? reason.message() + slots(step)
                    : "It is ready, and waits for its turn at a worker.";
        }
        return reason.message();
    }

    private List<Registered> serving(Step step) {
        return workers.workers().stream()
                .filter(worker -> worker.leaseEnd().isAfter(workers.time())
                        && worker.serves(step.task().queue()))
                .toList();
    }

    private Why.Queue queue(Step step) {
        List<Registered> serving = serving(step);
        int slots = serving.stream().mapToInt(each -> each.worker().slots()).sum();
        return new Why.Queue(step.task().queue(), serving.size(), slots, step.paused());
    }

    private String slots(Step step) {
        List<Registered> serving = serving(step);
        int slots = serving.stream().mapToInt(each -> each.worker().slots()).sum();
        int busy = serving.stream()
                .mapToInt(each -> Math.min(each.worker().slots(), each.tasks().size()))
                .sum();
        return " Of " + slots + (slots == 1 ? " slot, " : " slots, ") + busy + (busy == 1 ? " is" : " are") + " busy.";
    }
}
