package io.dibs.problem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

import io.dibs.Problem;
import io.dibs.ProblemChanged;
import io.dibs.log.Log;
import io.dibs.log.LogEvent;
import io.dibs.store.ProblemStore;
import io.dibs.store.Roll;
import io.dibs.store.StatisticsStore;
import io.dibs.store.TaskStore;
import io.dibs.store.WorkerStore;

/**
 * Looks for what is wrong, once in an interval in the whole domain: every process tries, the store lets one of them. The one that
 * has looked tries first the next time too, so that what it keeps for the purpose is kept once; another follows if it does not.
 */
public final class Watch {
    private static final Log LOG = Log.of(Watch.class);

    private final ProblemStore problems;
    private final WorkerStore workers;
    private final List<Check> checks;
    private final Duration interval;
    private final Consumer<ProblemChanged> listener;

    /**
     * When there is a problem.
     *
     * @param interval how often to look
     * @param waiting how long a task may wait
     * @param running how long a task may run while others wait for it, where nobody knows what is usual
     * @param progress how long one that reports its progress may report none while others wait for it
     */
    public record Limits(Duration interval, Duration waiting, Duration running, Duration progress) {}

    /**
     * @param why says of a task why it waits; empty if it does not, or is to wait until a time
     * @param listener is told of what comes and goes, if this process finds out
     */
    public Watch(
            ProblemStore problems,
            TaskStore tasks,
            WorkerStore workers,
            StatisticsStore statistics,
            Limits limits,
            Function<UUID, Optional<String>> why,
            Consumer<ProblemChanged> listener) {
        this(
                problems,
                workers,
                List.of(
                        new QueueCheck(tasks.queues()),
                        new WorkerCheck(),
                        new NoteCheck(problems, tasks),
                        new RedisCheck(problems),
                        new AuditedCheck(problems),
                        new RunningCheck(tasks, problems, limits.progress(), limits.running()),
                        new WaitingCheck(tasks, statistics, limits.waiting(), why)),
                limits.interval(),
                listener);
    }

    Watch(
            ProblemStore problems,
            WorkerStore workers,
            List<Check> checks,
            Duration interval,
            Consumer<ProblemChanged> listener) {
        this.problems = problems;
        this.workers = workers;
        this.checks = checks;
        this.interval = interval;
        this.listener = listener;
    }

    /**
     * Looks, if it is time.
     *
     * @return how long to wait before it is called again
     * @throws io.dibs.StoreUnavailableException if Redis does not answer; then another look follows, here or elsewhere
     */
    public Duration look() {
        UUID look = UUID.randomUUID();
        Optional<Duration> later = problems.begin(look, interval);
        if (later.isPresent()) {
            return later.get().plus(interval.dividedBy(4));
        }
        Roll roll = workers.list();
        List<ProblemStore.Found> found = new ArrayList<>();
        Set<String> ids = new HashSet<>(); // Two of one id are one problem: workers of the same name, say.
        checks.forEach(check -> check.look(roll).stream()
                .map(ProblemText::write)
                .filter(each -> ids.add(each.id()))
                .forEach(found::add));
        ProblemStore.Changes changes = problems.end(look, interval, found);
        FoundProblems.read(changes.come()).forEach(problem -> tell(problem, true));
        FoundProblems.read(changes.gone()).forEach(problem -> tell(problem, false));
        return interval;
    }

    private void tell(Problem problem, boolean present) {
        if (present) {
            LOG.tell(LogEvent.PROBLEM_COME, problem.id(), problem.message(), problem.remedy());
        } else {
            LOG.tell(LogEvent.PROBLEM_GONE, problem.id(), problem.since());
        }
        listener.accept(new ProblemChanged(problem, present));
    }
}
