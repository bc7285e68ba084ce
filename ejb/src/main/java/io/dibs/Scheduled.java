package io.dibs;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a schedule in code: a public method of a CDI bean, without parameters, which is dispatched as a task at each tick. It
 * is saved whenever a process of the application starts, as by {@link ScheduleBuilder#save}; then it is a schedule like any
 * other. It can be paused, and stays so; whatever else is changed about it is as declared again after the next start.
 *
 * <p>Any text here can be an expression of MicroProfile Config, {@code ${acme.report.cron:0 6 * * *}}. A mistake fails the
 * deployment.
 *
 * <p>Of an application of which two versions run, as during an upgrade, the newer one's declarations hold: a process saves none
 * over one of a newer version of the same module. What an older version has declared and a newer one does not any more, the
 * newer one removes, and no process saves it again while a worker of the newer version is alive. Module and version are those
 * of {@link TaskBuilder#minimumVersion}. Where an archive tells none, or they are the same, the process that starts last has
 * its way, and nothing is removed.
 *
 * <p>The tasks demand the version of the process that dispatches them, whichever has saved the schedule.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Scheduled {
    /** The name of the schedule. Default: the class and the method, {@code Reports.print}. */
    String name() default "";

    /** See {@link Timing#cron}. This or {@link #every} is needed. */
    String cron() default "";

    /** The time zone of {@link #cron}. */
    String zone() default "UTC";

    /** See {@link Timing#every}: an ISO 8601 duration, {@code PT5M}. */
    String every() default "";

    /** What becomes of a tick while the last task of the schedule is not final. */
    Schedule.Overlap overlap() default Schedule.Overlap.SKIP;

    /** What becomes of ticks that could not be dispatched in time. */
    Schedule.Missed missed() default Schedule.Missed.ONCE;

    /** The queue of its tasks. */
    String queue() default TaskBuilder.DEFAULT_QUEUE;

    /** The names of resources that its tasks reserve exclusively. */
    String[] exclusive() default {};

    /** The names of resources that its tasks share. */
    String[] shared() default {};
}
