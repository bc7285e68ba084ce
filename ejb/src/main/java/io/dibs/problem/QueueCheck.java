package io.dibs.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.dibs.Problem.Kind;
import io.dibs.Problem.Subject;
import io.dibs.Problem.SubjectType;
import io.dibs.store.Need;
import io.dibs.store.QueueStore;
import io.dibs.store.QueueStore.Depth;
import io.dibs.store.Roll;

/** Ready tasks that nobody takes. */
final class QueueCheck implements Check {
    private final QueueStore queues;

    QueueCheck(QueueStore queues) {
        this.queues = queues;
    }

    @Override
    public List<Finding> look(Roll roll) {
        List<Finding> found = new ArrayList<>();
        for (Depth queue : queues.depths()) {
            if (found.size() < MOST && queue.pausedAt().isEmpty() && queue.ready() + queue.parked() > 0) {
                look(queue, roll, found);
            }
        }
        return found;
    }

    private void look(Depth queue, Roll roll, List<Finding> found) {
        List<Roll.Registered> serving = roll.workers().stream()
                .filter(worker -> worker.leaseEnd().isAfter(roll.time()) && worker.serves(queue.name()))
                .toList();
        if (serving.isEmpty()) {
            boolean draining = roll.workers().stream().anyMatch(Roll.Registered::draining);
            found.add(Finding.unsure(
                    Kind.NO_WORKER_FOR_QUEUE,
                    new Subject(SubjectType.QUEUE, queue.name()),
                    "Queue " + queue.name() + " has " + tasks(queue.ready() + queue.parked())
                            + " ready, and no live worker takes tasks of it"
                            + (draining ? "; some workers are draining." : "."),
                    "Start a node with dibs.worker.count above 0 and " + queue.name()
                            + " (or *) in dibs.worker.queues"
                            + (draining
                                    ? ", or take a draining one back: PATCH workers/{name} {\"draining\": false}"
                                    : "")
                            + "."));
            return;
        }
        if (queue.parked() == 0) {
            return;
        }
        for (Map.Entry<Need, Long> parked : queues.parked(queue.name()).entrySet()) {
            if (found.size() < MOST && parked.getValue() > 0) {
                look(queue, parked.getKey(), parked.getValue(), serving, found);
            }
        }
    }

    private static void look(Depth queue, Need need, long count, List<Roll.Registered> serving, List<Finding> found) {
        List<Roll.Registered> able = serving.stream()
                .filter(worker -> need.isMetBy(worker.worker().modules()))
                .toList();
        if (able.isEmpty()) {
            found.add(Finding.unsure(
                    Kind.NO_WORKER_FOR_VERSION,
                    new Subject(SubjectType.METHOD, need.text()),
                    tasks(count) + " of " + need.method() + " in queue " + queue.name() + " demand "
                            + need.minimumVersions() + " or later, which no live worker of it has.",
                    "Deploy that version on a node that serves the queue (GET workers shows what each has), or cancel the"
                            + " tasks: GET tasks?state=waiting&name=" + need.method() + "."));
        } else if (able.stream().allMatch(QueueCheck::hasFreeSlot)) {
            // One that knew the method would have taken it. While some are busy, nobody can say.
            found.add(Finding.unsure(
                    Kind.NO_WORKER_FOR_METHOD,
                    new Subject(SubjectType.METHOD, need.text()),
                    tasks(count) + " of " + need.method() + " in queue " + queue.name()
                            + " wait, and no live worker of it knows this method.",
                    "Deploy an application that has the method, and allows it in dibs.tasks.allowed-packages, on a node that"
                            + " serves the queue; or cancel the tasks: GET tasks?state=waiting&name=" + need.method()
                            + "."));
        }
    }

    private static boolean hasFreeSlot(Roll.Registered worker) {
        return worker.tasks().size() < worker.worker().slots();
    }

    private static String tasks(long count) {
        return count == 1 ? "1 task" : count + " tasks";
    }
}
