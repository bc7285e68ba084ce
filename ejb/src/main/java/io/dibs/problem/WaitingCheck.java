package io.dibs.problem;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import io.dibs.Problem.Kind;
import io.dibs.Problem.Subject;
import io.dibs.Problem.SubjectType;
import io.dibs.TaskDetail;
import io.dibs.TaskFilter;
import io.dibs.TaskOrder;
import io.dibs.TaskQuery;
import io.dibs.TaskState;
import io.dibs.TimeRange;
import io.dibs.store.Roll;
import io.dibs.store.StatisticsStore;
import io.dibs.store.StoredTask;
import io.dibs.store.TaskStore;

/**
 * Tasks that have waited for long, with what they wait for. Those that are due later do not count. Which they are is asked of the
 * mirror of lists, so only when any task waits, and sixty times in the time that is long, at most; in between, those that were found are looked at again.
 */
final class WaitingCheck implements Check {
    /** The oldest are enough: what keeps them keeps the others, as a rule. */
    private static final int MOST_SHOWN = 10;

    private static final int MOST_LISTED = 100;

    private final TaskStore tasks;
    private final StatisticsStore statistics;
    private final Duration tooLong;
    private final Function<UUID, Optional<String>> why;
    private List<UUID> oldest = List.of();
    private Instant listed = Instant.MIN;

    /** @param why says of a task why it waits; empty if it does not, or is to wait until a time */
    WaitingCheck(TaskStore tasks, StatisticsStore statistics, Duration tooLong, Function<UUID, Optional<String>> why) {
        this.tasks = tasks;
        this.statistics = statistics;
        this.tooLong = tooLong;
        this.why = why;
    }

    @Override
    public List<Finding> look(Roll roll) {
        Instant now = roll.time();
        if (oldest.isEmpty() || !now.isBefore(listed.plus(tooLong.dividedBy(60)))) {
            oldest = waitingSince(now.minus(tooLong));
            listed = now;
        }
        List<Finding> found = new ArrayList<>();
        for (StoredTask task : tasks.find(oldest, EnumSet.noneOf(TaskDetail.class))) {
            if (found.size() < MOST_SHOWN && task.state() == TaskState.WAITING) {
                why.apply(task.id()).ifPresent(reason -> found.add(finding(task, reason)));
            }
        }
        return found;
    }

    private List<UUID> waitingSince(Instant time) {
        List<Long> counts = statistics.count().tasks();
        if (counts.get(0) + counts.get(1) == 0) { // Ready and blocked.
            return List.of();
        }
        TaskFilter waiting = TaskFilter.where()
                .state(TaskState.WAITING)
                .created(TimeRange.before(time))
                .build();
        return tasks
                .list(TaskQuery.of(waiting)
                        .order(TaskOrder.OLDEST_FIRST)
                        .limit(MOST_LISTED)
                        .details(EnumSet.noneOf(TaskDetail.class)))
                .tasks()
                .stream()
                .map(StoredTask::id)
                .toList();
    }

    private static Finding finding(StoredTask task, String reason) {
        String id = task.id().toString();
        return Finding.unsure(
                Kind.TASK_WAITS_LONG,
                new Subject(SubjectType.TASK, id),
                "Task " + id + " (" + task.name() + ") has waited since "
                        + task.time("created").map(Instant::toString).orElse("long ago") + ". " + reason,
                "GET tasks/" + id
                        + "/why shows what it waits for, to the end of each chain. End that, or cancel the task: PATCH tasks/"
                        + id + " {\"state\": \"canceled\"}. If waiting so long is right, raise dibs.problems.waiting.");
    }
}
