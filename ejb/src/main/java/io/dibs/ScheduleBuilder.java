package io.dibs;

/** What is left to say about a schedule before it is saved. Not thread-safe. */
public interface ScheduleBuilder {
    /** What becomes of a tick while the last task of the schedule is not final. Default {@link Schedule.Overlap#SKIP}. */
    ScheduleBuilder overlap(Schedule.Overlap overlap);

    /** What becomes of ticks that could not be dispatched in time. Default {@link Schedule.Missed#ONCE}. */
    ScheduleBuilder missed(Schedule.Missed missed);

    /**
     * Saves the schedule, in place of one of the same name. If that is the same already, nothing is changed, and its next tick
     * does not move; nor does it if only the task or the policies are other ones. A paused schedule stays paused.
     *
     * @return the schedule afterwards
     * @throws ScheduleConflictException if there are {@value Schedule#MOST} others
     * @throws StoreUnavailableException if Redis does not answer in time; saving it again is harmless
     */
    Schedule save();

    /**
     * Saves the schedule, unless there is another one of the same name.
     *
     * @return the schedule afterwards
     * @throws ScheduleConflictException if there is one that is not the same, or there are {@value Schedule#MOST} others
     * @throws StoreUnavailableException if Redis does not answer in time; saving it again is harmless
     */
    Schedule saveNew();
}
