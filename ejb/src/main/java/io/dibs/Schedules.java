package io.dibs;

import java.util.List;
import java.util.Optional;

/**
 * Looks at schedules, pauses, changes and removes them. {@link TaskDispatcher#schedule} makes one. Thread-safe. Every method
 * throws {@link StoreUnavailableException} when Redis does not answer.
 */
public interface Schedules {
    /** The schedule of that name. */
    Optional<Schedule> find(String name);

    /**
     * A page of the schedules, in the order of their names.
     *
     * @param offset how many to leave out, from 0
     * @param limit how many at most
     */
    Page list(int offset, int limit);

    /**
     * A page of schedules.
     *
     * @param count how many there are on all pages
     */
    record Page(long count, List<Schedule> schedules) {}

    /**
     * Pauses a schedule: none of its ticks is due until it is resumed. Tasks that it has dispatched go on. Pausing it again
     * changes nothing.
     *
     * @return the schedule afterwards
     * @throws ScheduleNotFoundException if there is no such schedule
     */
    Schedule pause(String name);

    /**
     * Resumes a schedule: its next tick is the first that is due from now on. Nothing makes up for those of the pause; a
     * schedule that has only one tick, whose time has passed, is due at once. Resuming it again changes nothing.
     *
     * @return the schedule afterwards
     * @throws ScheduleNotFoundException if there is no such schedule
     */
    Schedule resume(String name);

    /**
     * Changes a schedule.
     *
     * @return the schedule afterwards
     * @throws ScheduleNotFoundException if there is no such schedule
     * @throws IllegalArgumentException if the timing cannot be used, as in {@link TaskDispatcher#schedule}
     */
    Schedule change(String name, ScheduleChange change);

    /**
     * Dispatches its task at once, also while it is paused or an earlier one is not final. Its ticks are not changed.
     *
     * @throws ScheduleNotFoundException if there is no such schedule
     */
    TaskHandle run(String name);

    /**
     * The same, once for each key: called again with a key that this schedule has been given before, it gives the task of the
     * first time, as long as that is kept, and dispatches nothing.
     *
     * @param key up to 200 characters
     */
    TaskHandle run(String name, String key);

    /**
     * Removes a schedule. Tasks that it has dispatched stay.
     *
     * @throws ScheduleNotFoundException if there is no such schedule
     */
    void delete(String name);
}
