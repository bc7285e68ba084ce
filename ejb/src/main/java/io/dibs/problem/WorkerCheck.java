package io.dibs.problem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.dibs.Problem.Kind;
import io.dibs.Problem.Subject;
import io.dibs.Problem.SubjectType;
import io.dibs.store.Roll;

/** What workers said of themselves when they renewed their leases. */
final class WorkerCheck implements Check {
    private static final Duration APART = Duration.ofSeconds(5);

    @Override
    public List<Finding> look(Roll roll) {
        List<Finding> found = new ArrayList<>();
        for (Roll.Registered worker : roll.workers()) {
            if (found.size() >= MOST || !worker.leaseEnd().isAfter(roll.time())) {
                continue;
            }
            String name = worker.worker().name();
            Subject subject = new Subject(SubjectType.WORKER, name);
            if (worker.stuck() >= worker.worker().slots()) {
                found.add(Finding.sure(
                        Kind.WORKER_STUCK,
                        subject,
                        worker.stuck() + " tasks of worker " + name + " were told to stop and do not; it has "
                                + worker.worker().slots() + " slots, and replaces no more of their threads.",
                        "See where they are: GET workers/" + name
                                + "/threads. Restart the node; its tasks are retried or fail,"
                                + " and what they reserve becomes free."));
            }
            if (worker.apart().abs().compareTo(APART) > 0) {
                found.add(Finding.sure( // Two renewals have shown it.
                        Kind.CLOCKS_APART,
                        subject,
                        "The clock of worker " + name + " is "
                                + worker.apart().abs().toSeconds() + " s "
                                + (worker.apart().isNegative() ? "behind" : "ahead of") + " that of Redis.",
                        "Have the machines of both keep time (chronyd, ntpd). Dibs itself goes by the clock of Redis; logs of"
                                + " that worker, and what its tasks do with times, do not."));
            }
        }
        return found;
    }
}
