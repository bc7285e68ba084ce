package io.dibs.metric;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.dibs.metric.Meters.Counter;

/**
 * What this process counts and measures. Each metric is made when it first counts something, or at once if zero says something.
 * Thread-safe; counting takes some tens of nanoseconds, and asks nothing of Redis.
 */
public final class Metrics {
    /** So many names of tasks are told apart; what is counted of others goes to {@link #OTHER}. */
    public static final int MOST_NAMES = 200;

    /** The tag of whatever is too much to be told apart. */
    public static final String OTHER = "other";

    /** Those that may come on any day: they begin at 0, since an increase from nothing to one is none to Prometheus. */
    private static final List<String> ERRORS = List.of("timeout", "connection", "pool", "error", "oom");

    private final Meters meters;
    private final Map<String, TaskMetrics> tasks = new ConcurrentHashMap<>();
    private final Map<String, Histogram> scripts = new ConcurrentHashMap<>();
    private final Map<String, Counter> redisErrors = new ConcurrentHashMap<>();
    private final Histogram resourceWaits;
    private final Histogram workerWaits;
    private final Counter renewals;
    private final Counter failedRenewals;
    private final Counter recoveries;

    public Metrics(Meters meters) {
        this.meters = meters;
        resourceWaits = new Histogram(
                meters,
                "dibs_task_resource_wait_seconds",
                "How long tasks waited for resources and other tasks, of one task for each call of a worker",
                Map.of(),
                Histogram.LONG_SECONDS);
        workerWaits = new Histogram(
                meters,
                "dibs_task_worker_wait_seconds",
                "How long tasks that could run waited for a worker, of one task for each call of a worker",
                Map.of(),
                Histogram.LONG_SECONDS);
        renewals = renewals("ok");
        failedRenewals = renewals("failed");
        recoveries = meters.counter(
                "dibs_recovered_tasks", "Tasks that this process has taken from workers that were gone", Map.of());
        ERRORS.forEach(this::redisErrors);
    }

    /** Counts for nobody. */
    public static Metrics unexported() {
        return new Metrics(Meters.UNEXPORTED);
    }

    private Counter renewals(String result) {
        return meters.counter(
                "dibs_lease_renewals", "Renewals of leases of this process' workers", Map.of("result", result));
    }

    /** A task was dispatched. */
    public void dispatched(String task) {
        of(task).dispatched();
    }

    /** An execution has begun. */
    public void started(String task) {
        of(task).started();
    }

    /** An execution has ended, and Redis has answered to that. */
    public void finished(String task, TaskOutcome outcome, long nanos) {
        of(task).finished(outcome, nanos);
    }

    /** A task that was claimed had waited so long, first for resources and other tasks, then for a worker. */
    public void waited(long resourceNanos, long workerNanos) {
        resourceWaits.record(resourceNanos);
        workerWaits.record(workerNanos);
    }

    /** A lease was renewed, or was not. */
    public void renewed(boolean successfully) {
        (successfully ? renewals : failedRenewals).add(1);
    }

    /** So many tasks were taken from workers that are gone. */
    public void recovered(int count) {
        recoveries.add(count);
    }

    /** A script was answered to. */
    public void script(String name, long nanos) {
        made(
                        scripts,
                        name,
                        key -> new Histogram(
                                meters,
                                "dibs_redis_script_seconds",
                                "How long scripts took, with the way to Redis and back",
                                Map.of("script", key),
                                Histogram.SHORT_SECONDS))
                .record(nanos);
    }

    /** Redis did not answer, or answered with an error. */
    public void redisError(String kind) {
        redisErrors(kind).add(1);
    }

    private Counter redisErrors(String kind) {
        return made(
                redisErrors,
                kind,
                key -> meters.counter("dibs_redis_errors", "Calls that Redis did not do", Map.of("kind", key)));
    }

    private TaskMetrics of(String task) {
        TaskMetrics found = tasks.get(task);
        if (found == null && tasks.size() >= MOST_NAMES) {
            found = tasks.get(OTHER);
        }
        return found == null ? made(task) : found;
    }

    private synchronized TaskMetrics made(String task) {
        String name = tasks.containsKey(task) || tasks.size() < MOST_NAMES ? task : OTHER;
        return made(tasks, name, key -> new TaskMetrics(meters, key));
    }

    private static <T> T made(Map<String, T> all, String name, Function<String, T> make) {
        T found = all.get(name);
        return found == null ? all.computeIfAbsent(name, make) : found;
    }
}
