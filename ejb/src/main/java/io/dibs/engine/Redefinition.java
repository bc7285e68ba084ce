package io.dibs.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.dibs.Schedule;
import io.dibs.Task;
import io.dibs.Timing;
import io.dibs.schedule.Timetable;
import io.dibs.store.NewTask;
import io.dibs.store.ScheduleStore.Definition;
import io.dibs.store.StoredSchedule;

/** What becomes of a schedule when somebody says what it is to be. */
final class Redefinition {
    private static final UUID NO_ID = new UUID(0, 0);
    private static final Duration IN_TIME = Duration.ofMinutes(1);

    private Redefinition() {}

    /**
     * What is wanted of a schedule.
     *
     * @param task what it dispatches; its id does not matter
     * @param anyVersion whether it demands no versions but those that it names
     * @param paused whether it is paused; empty to leave that as it is
     */
    record Wanted(
            Timing timing,
            Schedule.Overlap overlap,
            Schedule.Missed missed,
            NewTask task,
            boolean anyVersion,
            Optional<StoredSchedule.Declaration> declaration,
            Optional<Boolean> paused) {}

    /** Whether a schedule is as it is wanted, so that nothing has to be changed. */
    static boolean isSame(StoredSchedule before, Wanted wanted) {
        return isAlike(before, wanted)
                && before.declaration().equals(wanted.declaration())
                && wanted.paused()
                        .map(paused -> paused == before.time("paused").isPresent())
                        .orElse(true);
    }

    /** Whether it ticks in the same way and dispatches the same; whoever said so, and wherever. */
    static boolean isAlike(StoredSchedule before, Wanted wanted) {
        return before.isReadable()
                && before.timing().equals(wanted.timing())
                && before.overlap() == wanted.overlap()
                && before.missed() == wanted.missed()
                && before.isForAnyVersion() == wanted.anyVersion()
                && anonymous(before.task()).equals(anonymous(wanted.task()));
    }

    /**
     * The schedule as it is wanted. With the same timing its ticks do not move.
     *
     * @throws IllegalArgumentException if its timing cannot be used
     */
    static Definition of(Optional<StoredSchedule> before, Wanted wanted, Instant now) {
        Optional<StoredSchedule> timed = before.filter(StoredSchedule::isReadable)
                .filter(schedule -> schedule.timing().equals(wanted.timing()));
        Instant anchor = timed.map(StoredSchedule::anchor).orElse(now);
        Timetable ticks = Timetable.of(wanted.timing(), anchor);
        if (timed.isEmpty()) {
            checkNotPast(wanted, now);
        }
        Optional<Instant> pausedBefore = before.flatMap(schedule -> schedule.time("paused"));
        boolean paused = wanted.paused().orElse(pausedBefore.isPresent());
        Optional<Instant> due = timed.flatMap(schedule -> schedule.time("due"))
                .or(() -> wanted.timing() instanceof Timing.At at ? Optional.of(at.time()) : ticks.next(now));
        return new Definition(
                wanted.timing(),
                anchor,
                wanted.overlap(),
                wanted.missed(),
                withId(before.map(StoredSchedule::incarnation).orElseGet(UUID::randomUUID), wanted.task()),
                wanted.anyVersion(),
                wanted.declaration(),
                paused ? pausedBefore.or(() -> Optional.of(now)) : Optional.empty(),
                paused ? Optional.empty() : due);
    }

    private static void checkNotPast(Wanted wanted, Instant now) {
        if (wanted.timing() instanceof Timing.At at
                && wanted.missed() == Schedule.Missed.SKIP
                && at.time().plus(IN_TIME).isBefore(now)) {
            throw new IllegalArgumentException("The time " + at.time()
                    + " has passed, and a tick that was missed is to be left out: the schedule would do nothing.");
        }
    }

    private static NewTask anonymous(NewTask task) {
        return with(task, NO_ID, Task.Origin.UNKNOWN);
    }

    private static NewTask withId(UUID id, NewTask task) {
        return with(task, id, task.attributes().origin());
    }

    private static NewTask with(NewTask task, UUID id, Task.Origin origin) {
        return new NewTask(
                id,
                task.name(),
                task.arguments(),
                task.queue(),
                task.priority(),
                task.reservations(),
                task.attributes().with(origin),
                Optional.empty());
    }
}
