package io.dibs.web.json;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

import io.dibs.Reservation;
import io.dibs.Schedule;
import io.dibs.Timing;

/** A schedule. Every field is always there; what does not apply is null. */
@JsonbPropertyOrder({
    "href",
    "name",
    "cron",
    "zone",
    "every",
    "at",
    "overlap",
    "missed",
    "paused",
    "pausedAt",
    "nextAt",
    "lastTickAt",
    "lastTask",
    "lastRun",
    "ticks",
    "task",
    "declaredBy",
    "createdAt",
    "changedAt"
})
public record ScheduleJson(
        String href,
        String name,
        Optional<String> cron,
        Optional<String> zone,
        Optional<String> every,
        Optional<Instant> at,
        String overlap,
        String missed,
        boolean paused,
        Optional<Instant> pausedAt,
        Optional<Instant> nextAt,
        Optional<Instant> lastTickAt,
        Optional<String> lastTask,
        Optional<String> lastRun,
        TicksJson ticks,
        ScheduledTaskJson task,
        Optional<String> declaredBy,
        Instant createdAt,
        Instant changedAt) {
    /** A schedule. */
    public static ScheduleJson of(Schedule schedule, Hrefs hrefs) {
        Optional<Timing.Cron> cron = as(Timing.Cron.class, schedule.timing());
        return new ScheduleJson(
                hrefs.schedule(schedule.name()),
                schedule.name(),
                cron.map(Timing.Cron::expression),
                cron.map(timing -> timing.zone().getId()),
                as(Timing.Every.class, schedule.timing())
                        .map(timing -> timing.interval().toString()),
                as(Timing.At.class, schedule.timing()).map(Timing.At::time),
                schedule.overlap().code(),
                schedule.missed().code(),
                schedule.pausedAt().isPresent(),
                schedule.pausedAt(),
                schedule.nextAt(),
                schedule.lastTickAt(),
                schedule.lastTask().map(hrefs::task),
                schedule.lastRun().map(hrefs::task),
                TicksJson.of(schedule.ticks()),
                ScheduledTaskJson.of(schedule.task()),
                schedule.declaredBy(),
                schedule.createdAt(),
                schedule.changedAt());
    }

    private static <T extends Timing> Optional<T> as(Class<T> kind, Timing timing) {
        return Optional.of(timing).filter(kind::isInstance).map(kind::cast);
    }

    /**
     * What became of its ticks.
     *
     * @param dispatched those with a task
     * @param skipped those that were skipped since a task of the schedule was not final
     * @param missed those that were missed and have no task
     */
    @JsonbPropertyOrder({"dispatched", "skipped", "missed"})
    public record TicksJson(long dispatched, long skipped, long missed) {
        static TicksJson of(Schedule.Ticks ticks) {
            return new TicksJson(ticks.dispatched(), ticks.skipped(), ticks.missed());
        }
    }

    /** What it dispatches. Arguments are not shown, as they are not of tasks. */
    @JsonbPropertyOrder({
        "name",
        "queue",
        "priority",
        "reservedResources",
        "description",
        "taskGroup",
        "timeout",
        "retry",
        "owner"
    })
    public record ScheduledTaskJson(
            String name,
            String queue,
            int priority,
            List<String> reservedResources,
            Optional<String> description,
            Optional<String> taskGroup,
            Optional<String> timeout,
            RetryJson retry,
            Optional<String> owner) {
        static ScheduledTaskJson of(Schedule.ScheduledTask task) {
            return new ScheduledTaskJson(
                    task.name(),
                    task.queue(),
                    task.priority(),
                    task.reservations().stream().map(Reservation::text).toList(),
                    task.description(),
                    task.group(),
                    task.timeout().map(Object::toString),
                    RetryJson.of(task.retry()),
                    task.owner());
        }
    }
}
