package io.dibs.engine;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.Problems;
import io.dibs.Why;
import io.dibs.config.Settings;
import io.dibs.problem.AuditWatch;
import io.dibs.problem.FoundProblems;
import io.dibs.problem.Watch;
import io.dibs.store.DomainAudit;
import io.dibs.store.ProblemStore;
import io.dibs.store.StatisticsStore;
import io.dibs.store.TaskStore;
import io.dibs.store.WorkerStore;

/** What is wrong; and the look for it, of this process. */
@ApplicationScoped
class StoredProblems implements Problems {
    /** Kinds of what does not wait any more, or waits for a time that is known. */
    private static final Set<Why.Kind> NOT_LONG = EnumSet.of(Why.Kind.RUNNING, Why.Kind.FINAL, Why.Kind.RETRY);

    private static final int NAMED_ROOTS = 3;

    private final Settings settings;
    private final ProblemStore problems;
    private final DomainAudit audit;
    private final TaskStore tasks;
    private final WorkerStore workers;
    private final StatisticsStore statistics;
    private final Whys whys;
    private final StateNotifier notifier;

    protected StoredProblems() {
        this(null, null, null, null, null, null, null, null);
    }

    @Inject
    StoredProblems(
            Settings settings,
            ProblemStore problems,
            DomainAudit audit,
            TaskStore tasks,
            WorkerStore workers,
            StatisticsStore statistics,
            Whys whys,
            StateNotifier notifier) {
        this.settings = settings;
        this.problems = problems;
        this.audit = audit;
        this.tasks = tasks;
        this.workers = workers;
        this.statistics = statistics;
        this.whys = whys;
        this.notifier = notifier;
    }

    @Override
    public Listed list() {
        return new FoundProblems(problems).list();
    }

    /** Looks, and says when to look again; empty if the settings say that this process does not. */
    Optional<Supplier<Duration>> watch() {
        Settings.Problems limits = settings.problems();
        if (limits.interval().isZero()) {
            return Optional.empty();
        }
        Watch watch = new Watch(
                problems,
                tasks,
                workers,
                statistics,
                new Watch.Limits(limits.interval(), limits.waiting(), limits.running(), limits.progress()),
                this::why,
                notifier::changed);
        return Optional.of(watch::look);
    }

    /** Audits, and says when to go on; empty if the settings say that this process does not. */
    Optional<Supplier<Duration>> audit() {
        Settings.Problems limits = settings.problems();
        if (limits.interval().isZero() || limits.audit().isZero()) {
            return Optional.empty();
        }
        return Optional.of(new AuditWatch(problems, audit, limits.audit())::step);
    }

    private Optional<String> why(UUID task) {
        return whys.of(task, Optional.empty())
                .filter(why -> !NOT_LONG.contains(why.step().kind()))
                .map(why -> why.step().message()
                        + why.roots().stream()
                                .filter(root -> !root.task().equals(Optional.of(task)))
                                .limit(NAMED_ROOTS)
                                .map(root -> " " + root.message())
                                .collect(Collectors.joining()));
    }
}
