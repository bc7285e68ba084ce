package io.dibs.web.json;

import java.time.Instant;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

import io.dibs.DibsStatistics;

/** Counts of all there is, of one moment. */
@JsonbPropertyOrder({"at", "dispatchedTotal", "tasks", "lastMinute", "workers"})
public record StatisticsJson(Instant at, long dispatchedTotal, Tasks tasks, LastMinute lastMinute, Workers workers) {
    /** How many of the kept tasks are in each state; {@code waiting} is those that are ready, blocked or due later. */
    @JsonbPropertyOrder({
        "waiting",
        "ready",
        "blocked",
        "later",
        "running",
        "canceling",
        "completed",
        "failed",
        "canceled"
    })
    public record Tasks(
            long waiting,
            long ready,
            long blocked,
            long later,
            long running,
            long canceling,
            long completed,
            long failed,
            long canceled) {}

    /** What happened in the last minute. */
    @JsonbPropertyOrder({"dispatched", "completed", "failed", "canceled"})
    public record LastMinute(long dispatched, long completed, long failed, long canceled) {}

    /** The workers whose leases are valid. */
    @JsonbPropertyOrder({"online", "slots", "busy"})
    public record Workers(long online, long slots, long busy) {}

    /** Counts. */
    public static StatisticsJson of(DibsStatistics.Statistics counts) {
        DibsStatistics.Tasks tasks = counts.tasks();
        DibsStatistics.LastMinute lately = counts.lastMinute();
        DibsStatistics.Workers workers = counts.workers();
        return new StatisticsJson(
                counts.at(),
                counts.dispatchedTotal(),
                new Tasks(
                        tasks.waiting(),
                        tasks.ready(),
                        tasks.blocked(),
                        tasks.later(),
                        tasks.running(),
                        tasks.canceling(),
                        tasks.completed(),
                        tasks.failed(),
                        tasks.canceled()),
                new LastMinute(lately.dispatched(), lately.completed(), lately.failed(), lately.canceled()),
                new Workers(workers.online(), workers.slots(), workers.busy()));
    }
}
