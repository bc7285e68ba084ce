package io.dibs;

import java.util.Optional;

/**
 * What to change of a schedule; what is empty stays as it is.
 *
 * @param timing when its ticks are due; another one than before is counted from now
 * @param overlap what becomes of a tick whose predecessor's task is not final
 * @param missed what becomes of ticks that could not be dispatched in time
 * @param task what is dispatched, from {@link TaskDispatcher#task}
 * @param paused whether it is paused
 */
public record ScheduleChange(
        Optional<Timing> timing,
        Optional<Schedule.Overlap> overlap,
        Optional<Schedule.Missed> missed,
        Optional<TaskBuilder> task,
        Optional<Boolean> paused) {
    /** Another timing. */
    public static ScheduleChange of(Timing timing) {
        return new ScheduleChange(
                Optional.of(timing), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** To pause it, or to resume it. */
    public static ScheduleChange paused(boolean paused) {
        return new ScheduleChange(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(paused));
    }
}
