package io.dibs.engine;

import io.dibs.Schedule;
import io.dibs.store.Attributes;
import io.dibs.store.NewTask;
import io.dibs.store.StoredSchedule;
import io.dibs.store.StoredSchedule.Declaration;

/** Makes a {@link Schedule} of what the store has. */
final class ScheduleSnapshot {
    private ScheduleSnapshot() {}

    static Schedule of(StoredSchedule stored) {
        return new Schedule(
                stored.name(),
                stored.timing(),
                stored.overlap(),
                stored.missed(),
                task(stored.asStored()),
                stored.declaration().map(Declaration::module),
                stored.time("created").orElseThrow(),
                stored.time("changed").orElseThrow(),
                stored.time("paused"),
                stored.time("due"),
                stored.time("last_tick"),
                stored.task("last_task"),
                stored.task("last_run"),
                new Schedule.Ticks(stored.ticks("dispatched"), stored.ticks("skipped"), stored.ticks("missed")));
    }

    private static Schedule.ScheduledTask task(NewTask task) {
        Attributes attributes = task.attributes();
        return new Schedule.ScheduledTask(
                task.name(),
                task.queue(),
                task.priority(),
                task.reservations(),
                attributes.description(),
                attributes.group(),
                attributes.timeout(),
                attributes.retry(),
                attributes.origin().owner());
    }
}
