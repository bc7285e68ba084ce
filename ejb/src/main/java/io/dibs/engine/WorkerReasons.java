package io.dibs.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.WaitingReason;
import io.dibs.WaitingReason.Kind;
import io.dibs.store.Roll;
import io.dibs.store.TaskStore;
import io.dibs.store.WorkerStore;
import io.dibs.store.WorkerStore.Registration;

/** Says of a ready task which worker it waits for. */
@ApplicationScoped
class WorkerReasons {
    private static final int NAMED_WORKERS = 10;

    private final WorkerStore workers;

    protected WorkerReasons() {
        this(null);
    }

    @Inject
    WorkerReasons(WorkerStore workers) {
        this.workers = workers;
    }

    WaitingReason of(TaskStore.Waiting waiting) {
        return of(waiting, workers.list());
    }

    /** The same with these workers. */
    static WaitingReason of(TaskStore.Waiting waiting, Roll roll) {
        if (waiting.paused().isPresent()) {
            return reason(
                    Kind.QUEUE_PAUSED,
                    "It is ready, but its queue, " + waiting.queue() + ", has been paused since "
                            + waiting.paused().get() + ". It starts when the queue is resumed and a worker is free.",
                    Optional.empty());
        }
        List<Registration> serving = roll.workers().stream()
                .filter(worker -> worker.leaseEnd().isAfter(roll.time()) && worker.serves(waiting.queue()))
                .map(Roll.Registered::worker)
                .toList();
        long able = serving.stream()
                .filter(worker -> waiting.need().isMetBy(worker.modules()))
                .count();
        if (able == 0 && !serving.isEmpty()) {
            return reason(Kind.NO_WORKER_FOR_VERSION, tooOld(waiting, serving), Optional.empty());
        }
        if (waiting.parked() && able == serving.size()) {
            return reason(
                    Kind.NO_WORKER_FOR_METHOD,
                    "It is ready, but no worker that was free knows the method "
                            + waiting.need().method()
                            + ". It starts when one that does is free; deploy an application that has it, and allows it"
                            + " as a task, or cancel the task.",
                    Optional.empty());
        }
        if (serving.isEmpty()) {
            boolean draining = roll.workers().stream().anyMatch(Roll.Registered::draining);
            return reason(
                    Kind.NO_WORKER_FOR_QUEUE,
                    "It is ready, but no live worker serves the queue " + waiting.queue()
                            + (draining ? "; those that did are draining" : "") + ". Start one.",
                    Optional.empty());
        }
        if (waiting.parked()) {
            return reason(
                    Kind.WORKER,
                    "It is ready, and was left waiting by a worker that could not run it; " + able + " of the "
                            + serving.size() + " live workers of queue " + waiting.queue() + " have "
                            + versions(waiting.need().minimumVersions()) + " or later, which it demands.",
                    Optional.empty());
        }
        long ahead = Math.max(0, waiting.ahead());
        return reason(
                Kind.WORKER,
                "It is ready; in queue " + waiting.queue() + ", " + ahead + " come first, and " + serving.size()
                        + (serving.size() == 1 ? " worker serves it." : " workers serve it."),
                Optional.of(ahead));
    }

    private static String tooOld(TaskStore.Waiting waiting, List<Registration> serving) {
        Map<String, String> demanded = waiting.need().minimumVersions();
        String present = serving.stream()
                .limit(NAMED_WORKERS)
                .map(worker -> present(worker, demanded.keySet()))
                .collect(Collectors.joining(", "));
        return "It is ready, but it demands " + versions(demanded) + " or later, and no live worker of queue "
                + waiting.queue() + " has that: " + present
                + (serving.size() > NAMED_WORKERS ? ", …" : "")
                + ". It starts when one that does is free; deploy it, or cancel the task.";
    }

    private static String versions(Map<String, String> modules) {
        return modules.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .sorted()
                .collect(Collectors.joining(" and "));
    }

    private static String present(Registration worker, Set<String> modules) {
        return modules.stream()
                .sorted()
                .map(module -> Optional.ofNullable(worker.modules().get(module))
                        .map(version -> module + " " + version)
                        .orElse("no " + module))
                .collect(Collectors.joining(" and ", worker.name() + " has ", ""));
    }

    private static WaitingReason reason(Kind kind, String message, Optional<Long> ahead) {
        return new WaitingReason(kind, message, List.of(), ahead, List.of());
    }
}
