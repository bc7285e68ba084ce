package io.dibs.metric;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

import io.dibs.metric.Meters.Counter;

/** What is counted of the tasks of one name. */
final class TaskMetrics {
    private final Counter dispatched;
    private final Counter started;
    private final Map<TaskOutcome, Counter> finished = new EnumMap<>(TaskOutcome.class);
    private final Histogram runs;

    TaskMetrics(Meters meters, String task) {
        Map<String, String> tags = Map.of("task", task);
        dispatched = meters.counter("dibs_tasks_dispatched", "Tasks that this process has dispatched", tags);
        started = meters.counter("dibs_tasks_started", "Executions that this process has begun", tags);
        for (TaskOutcome outcome : TaskOutcome.values()) {
            finished.put(
                    outcome,
                    meters.counter(
                            "dibs_tasks_finished",
                            "Executions that have ended in this process",
                            Map.of("task", task, "outcome", outcome.name().toLowerCase(Locale.ROOT))));
        }
        runs = new Histogram(meters, "dibs_task_run_seconds", "How long executions took", tags, Histogram.LONG_SECONDS);
    }

    void dispatched() {
        dispatched.add(1);
    }

    void started() {
        started.add(1);
    }

    void finished(TaskOutcome outcome, long nanos) {
        finished.get(outcome).add(1);
        runs.record(nanos);
    }
}
