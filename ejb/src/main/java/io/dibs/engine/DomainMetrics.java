package io.dibs.engine;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.DibsStatistics;
import io.dibs.Problem;
import io.dibs.Problems;
import io.dibs.Queues;
import io.dibs.StoreUnavailableException;
import io.dibs.TooManyTasksException;
import io.dibs.metric.Meters;
import io.dibs.metric.Metrics;

/**
 * Exports how the domain is, which every process tells alike. It asks Redis when somebody asks for metrics, at most every five
 * seconds, and never on the way of a task. While Redis does not answer, there are no values.
 */
@ApplicationScoped
class DomainMetrics {
    /** So many queues are told apart. */
    static final int MOST_QUEUES = 100;

    private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

    private final DibsStatistics statistics;
    private final Queues queues;
    private final Problems problems;
    private final MetricExport export;
    private final Set<String> names = new HashSet<>();
    private DomainCounts counts = DomainCounts.UNKNOWN;
    private long lookedNanos;
    private boolean looked;

    protected DomainMetrics() {
        this(null, null, null, null);
    }

    @Inject
    DomainMetrics(DibsStatistics statistics, Queues queues, Problems problems, MetricExport export) {
        this.statistics = statistics;
        this.queues = queues;
        this.problems = problems;
        this.export = export;
    }

    /** Begins to export. */
    void open() {
        Meters meters = export.meters();
        openTasks(meters);
        openWorkers(meters);
        for (Problem.Kind kind : Problem.Kind.values()) {
            meters.gauge(
                    "dibs_problems",
                    "What is wrong, as it was found by the process that looked last",
                    Map.of("kind", kind.code(), "severity", kind.severity().code()),
                    () -> counts().of(kind));
        }
    }

    private void openTasks(Meters meters) {
        gauge(meters, "dibs_redis_up", "1 if Redis answers, else 0", DomainCounts::up);
        gauge(
                meters,
                "dibs_domain_dispatched",
                "Tasks that were ever dispatched in the domain",
                counts -> counts.of(all -> all.dispatchedTotal()));
        for (TaskKind kind : TaskKind.values()) {
            meters.gauge(
                    "dibs_domain_tasks",
                    "Tasks of the domain that are kept, by state; those that wait by what they wait for",
                    Map.of("state", kind.text()),
                    () -> counts().of(all -> kind.count(all.tasks())));
        }
    }

    private void openWorkers(Meters meters) {
        gauge(
                meters,
                "dibs_workers_online",
                "Workers with a valid lease",
                counts -> counts.of(all -> all.workers().online()));
        gauge(
                meters,
                "dibs_slots",
                "Tasks that all workers run at once",
                counts -> counts.of(all -> all.workers().slots()));
        gauge(
                meters,
                "dibs_slots_busy",
                "Slots of all workers that have a task",
                counts -> counts.of(all -> all.workers().busy()));
        gauge(
                meters,
                "dibs_demand",
                "Slots that could be busy now: tasks that run, and ready ones of queues that are not paused",
                DomainCounts::demand);
    }

    private void gauge(Meters meters, String name, String help, ToDoubleFunction<DomainCounts> value) {
        meters.gauge(name, help, Map.of(), () -> value.applyAsDouble(counts()));
    }

    private synchronized DomainCounts counts() {
        long now = System.nanoTime();
        if (!looked || now - lookedNanos > FRESH_NANOS) {
            counts = look();
            looked = true;
            lookedNanos = System.nanoTime();
        }
        return counts;
    }

    private DomainCounts look() {
        try {
            Optional<List<Queues.Queue>> all = queues();
            all.ifPresent(each -> each.forEach(queue -> export(queue.name())));
            return DomainCounts.of(statistics.now(), all, names, problems.list());
        } catch (StoreUnavailableException e) {
            return DomainCounts.UNKNOWN;
        }
    }

    /** Empty if there are more tasks than this process counts: what else there is to say is said all the same. */
    private Optional<List<Queues.Queue>> queues() {
        try {
            return Optional.of(queues.list());
        } catch (TooManyTasksException e) {
            return Optional.empty();
        }
    }

    /** Of a queue that is seen for the first time; it stays, with zeros once it is gone. */
    private void export(String queue) {
        if (names.contains(queue)) {
            return;
        }
        if (names.size() < MOST_QUEUES) {
            names.add(queue);
            gauges(queue);
        } else if (names.add(Metrics.OTHER)) {
            gauges(Metrics.OTHER);
        }
    }

    private void gauges(String queue) {
        gauge("dibs_queue_ready", "Tasks that wait for nothing but a worker", queue, QueueCounts::ready);
        gauge(
                "dibs_queue_parked",
                "Tasks that wait for a worker that knows their method and version",
                queue,
                QueueCounts::parked);
        gauge("dibs_queue_blocked", "Tasks that wait for resources or for other tasks", queue, QueueCounts::blocked);
        gauge("dibs_queue_later", "Tasks that pause before their next attempt", queue, QueueCounts::later);
        gauge("dibs_queue_running", "Tasks that run", queue, QueueCounts::running);
        gauge("dibs_queue_paused", "1 if it is paused, else 0", queue, QueueCounts::paused);
        gauge("dibs_queue_workers", "Live workers that serve it and do not drain", queue, QueueCounts::workers);
        gauge(
                "dibs_queue_oldest_ready_seconds",
                "How long the oldest ready task has been so",
                queue,
                QueueCounts::oldestSeconds);
    }

    private void gauge(String name, String help, String queue, ToDoubleFunction<QueueCounts> value) {
        export.meters().gauge(name, help, Map.of("queue", queue), () -> counts().of(queue, value));
    }
}
