package io.dibs.problem;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.dibs.Problem.Kind;
import io.dibs.Problem.Subject;
import io.dibs.Problem.SubjectType;
import io.dibs.TaskDetail;
import io.dibs.TaskFilter;
import io.dibs.TaskOrder;
import io.dibs.TaskQuery;
import io.dibs.TaskState;
import io.dibs.store.ProblemStore;
import io.dibs.store.Roll;
import io.dibs.store.StoredTask;
import io.dibs.store.TaskStore;

/**
 * Tasks that run much longer than others of their method did, while others wait for them. How long is usual is only asked when
 * there is such a task: of the last hundred of its method that completed, 95 of 100 took less; twice that is long. Where fewer than twenty are
 * known, the setting says what is long. And those among them that report progress, and have not for long.
 */
final class RunningCheck implements Check {
    /** What is always short enough. */
    private static final Duration SHORT = Duration.ofMinutes(1);

    private static final int MOST_RUNNING = 2_000;
    private static final int SAMPLE = 100;
    private static final int SMALLEST_SAMPLE = 20;

    private final TaskStore tasks;
    private final Waiters waiters;
    private final SilentTasks silent;
    private final Duration shortest;
    private final Duration otherwise;

    /**
     * @param silence how long one that reports its progress may report none
     * @param otherwise what is long where nobody knows what is usual
     */
    RunningCheck(TaskStore tasks, ProblemStore problems, Duration silence, Duration otherwise) {
        this(tasks, problems, SHORT, silence, otherwise);
    }

    RunningCheck(TaskStore tasks, ProblemStore problems, Duration shortest, Duration silence, Duration otherwise) {
        this.tasks = tasks;
        waiters = new Waiters(tasks, problems);
        silent = new SilentTasks(tasks, silence);
        this.shortest = shortest;
        this.otherwise = otherwise;
    }

    private record Running(StoredTask task, Duration time) {}

    @Override
    public List<Finding> look(Roll roll) {
        List<UUID> ids = roll.workers().stream()
                .flatMap(worker -> worker.tasks().stream())
                .limit(MOST_RUNNING)
                .toList();
        List<Running> longest = tasks.find(ids, EnumSet.noneOf(TaskDetail.class)).stream()
                .filter(task -> !task.state().isFinal())
                .map(task -> new Running(task, ran(task, roll.time())))
                .filter(running -> running.time().compareTo(shortest) >= 0)
                .sorted(Comparator.comparing(Running::time).reversed())
                .limit(MOST)
                .toList();
        List<Finding> found = new ArrayList<>();
        Map<String, Duration> usual = new HashMap<>();
        Map<UUID, String> waitedFor = new LinkedHashMap<>();
        for (Running running : longest) {
            String waiting = waiters.of(running.task());
            if (!waiting.isEmpty()) {
                waitedFor.put(running.task().id(), waiting);
                Duration limit = usual.computeIfAbsent(running.task().name(), this::longFor);
                if (running.time().compareTo(limit) > 0) {
                    found.add(finding(running, limit, waiting));
                }
            }
        }
        found.addAll(silent.among(waitedFor, roll.time()));
        return found;
    }

    private static Duration ran(StoredTask task, Instant now) {
        return task.time("started")
                .map(started -> Duration.between(started, now))
                .orElse(Duration.ZERO);
    }

    private Duration longFor(String name) {
        TaskFilter completed = TaskFilter.where()
                .names(List.of(name))
                .state(TaskState.COMPLETED)
                .build();
        List<Duration> times = tasks
                .list(TaskQuery.of(completed)
                        .order(TaskOrder.LAST_FINISHED_FIRST)
                        .limit(SAMPLE)
                        .details(EnumSet.noneOf(TaskDetail.class)))
                .tasks()
                .stream()
                .flatMap(task -> task.time("finished").map(end -> ran(task, end)).stream())
                .sorted()
                .toList();
        if (times.size() < SMALLEST_SAMPLE) {
            return otherwise;
        }
        Duration twice = times.get(times.size() * 95 / 100).multipliedBy(2);
        return twice.compareTo(shortest) > 0 ? twice : shortest;
    }

    private static Finding finding(Running running, Duration limit, String waiting) {
        UUID id = running.task().id();
        return Finding.unsure(
                Kind.TASK_RUNS_LONG,
                new Subject(SubjectType.TASK, id.toString()),
                "Task " + id + " (" + running.task().name() + ") on worker "
                        + running.task().worker().orElse("?") + " has run for " + seconds(running.time()) + ", where "
                        + seconds(limit) + " are long for it; " + waiting + ".",
                "See what it does: GET tasks/" + id
                        + " for its progress, GET workers/{name}/threads for its thread. If it does not"
                        + " get on, cancel it: PATCH tasks/" + id
                        + " {\"state\": \"canceled\"}. A timeout (dibs.tasks.timeout) ends such tasks by itself.");
    }

    private static Duration seconds(Duration duration) {
        return Duration.ofSeconds(Math.max(1, duration.toSeconds()));
    }
}
