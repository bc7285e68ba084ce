package io.dibs.log;

import java.util.logging.Level;

/**
 * The kinds of lines that Dibs logs. Ids and levels stay as they are, for those who search logs; texts may change. Each has its row in
 * {@code docs/operations.md}.
 */
public enum LogEvent {
    STARTED("dibs.process.started", Level.INFO, "Dibs {} uses {}."),
    TRACES_UNAVAILABLE(
            "dibs.process.untraced", Level.WARNING, "Tasks are not traced: this server has no OpenTelemetry ({})."),
    RECORD_CLASS_KEPT(
            "dibs.process.record_class_kept",
            Level.FINE,
            "The JDK may keep a class of this application until another one uses records."),

    WORKER_STARTED("dibs.worker.started", Level.INFO, "Worker {} runs up to {} tasks at once, of queues {}."),
    WORKER_WITHOUT_SLOTS(
            "dibs.worker.without_slots", Level.INFO, "No tasks run here; {} only looks after those of others."),
    WORKER_WAITS("dibs.worker.waits", Level.WARNING, "The worker waits for Redis: {}"),
    WORKER_TRIES_AGAIN("dibs.worker.tries_again", Level.WARNING, "The worker tries again."),
    WORKER_REGISTERS_LATER("dibs.worker.registers_later", Level.WARNING, "The worker registers later: {}"),
    WORKER_THREAD_FAILED("dibs.worker.thread_failed", Level.SEVERE, "A thread of the worker failed; it goes on."),
    WORKER_THREAD_SLOW("dibs.worker.thread_slow", Level.WARNING, "Thread {} takes long to start."),
    WORKER_OUTCOMES_LOST(
            "dibs.worker.outcomes_lost",
            Level.SEVERE,
            "The outcomes of {} tasks were not recorded: the worker has ended."),
    WORKER_COMPARES_LATER("dibs.worker.compares_later", Level.FINE, "What runs is compared later."),
    THREADS_NOT_TOLD("dibs.worker.threads_not_told", Level.FINE, "Nobody is told now where the threads are."),
    ROUND_PUT_OFF("dibs.worker.round_put_off", Level.FINE, "{}: it is tried again: {}"),
    ROUND_FAILED("dibs.worker.round_failed", Level.SEVERE, "{}: it failed, and is tried again."),

    LEASE_NOT_RENEWED("dibs.lease.not_renewed", Level.WARNING, "The lease is not renewed: {}"),
    LEASE_FAILED("dibs.lease.failed", Level.SEVERE, "Renewing the lease failed; it is tried again."),
    LEASE_ENDING(
            "dibs.lease.ending",
            Level.SEVERE,
            "The lease of this worker could not be renewed in time; it stops its work."),
    LEASE_ENDED("dibs.lease.ended", Level.WARNING, "The lease of this worker has ended; it starts again as a new one."),

    REDIS_GIVEN_UP(
            "dibs.redis.given_up",
            Level.SEVERE,
            "Redis could not be reached for {}, the length of the lease; the worker stops and ends its process."),
    REDIS_WAIT_ENDS("dibs.redis.wait_ends", Level.FINE, "A wait for Redis ends by itself."),

    TASK_FAILED("dibs.task.failed", Level.WARNING, "Task {} ({}) failed."),
    TASK_NOT_RUN("dibs.task.not_run", Level.WARNING, "Task {} ({}) was not run. {}"),
    TASK_DECLINED(
            "dibs.task.declined",
            Level.WARNING,
            "Task {}, and others that need the same, are left to another worker: {}"),
    TASK_DECLINED_AGAIN("dibs.task.declined_again", Level.FINE, "Task {} is left to another worker, too: {}"),
    TASK_RECOVERED("dibs.task.recovered", Level.WARNING, "Task {} ({}) is {}: its worker has gone missing."),
    TASK_END_FORGOTTEN(
            "dibs.task.end_forgotten",
            Level.WARNING,
            "Task {} ({}) was said to run here and does not; it is {} now. Redis has lost what it had recorded."),
    TASK_OUTCOME_REFUSED(
            "dibs.task.outcome_refused",
            Level.WARNING,
            "What execution {} of task {} ({}) came to was refused: it is not the current one any more."),
    TASK_OUTCOME_PUT_OFF("dibs.task.outcome_put_off", Level.WARNING, "What task {} ({}) came to is recorded later: {}"),
    TASK_OUTCOME_LOST(
            "dibs.task.outcome_lost",
            Level.SEVERE,
            "What task {} ({}) came to was not recorded; when the lease is over, another process takes it from here."),
    TASK_REPORTS_PUT_OFF("dibs.task.reports_put_off", Level.FINE, "What task {} reports is saved later: {}"),
    DISPATCH_UNTRACED("dibs.dispatch.untraced", Level.WARNING, "{} tasks are dispatched untraced."),
    TASK_UNTRACED("dibs.task.untraced", Level.WARNING, "Task {} runs untraced."),
    TASK_STUCK(
            "dibs.task.stuck",
            Level.WARNING,
            "Task {} ({}) has not stopped for {} s; another thread takes the place of its own."),
    TASK_ABANDONED("dibs.task.abandoned", Level.WARNING, "Task {} ({}) was abandoned by an operator."),
    TASK_WATCH_FAILED("dibs.task.watch_failed", Level.SEVERE, "Looking after task {} failed; it is tried again."),
    TASK_DIRECTORY_LEFT("dibs.task.directory_left", Level.WARNING, "The working directory of task {} was not removed."),

    SWEEP_PUT_OFF("dibs.sweep.put_off", Level.FINE, "Nothing is swept: {}"),
    SWEEP_FAILED("dibs.sweep.failed", Level.SEVERE, "Sweeping failed; it is tried again."),

    SCHEDULES_PUT_OFF("dibs.schedule.put_off", Level.FINE, "No schedule ticks: {}"),
    SCHEDULES_FAILED("dibs.schedule.failed", Level.SEVERE, "Looking after schedules failed; it is tried again."),
    SCHEDULES_NOT_PREPARED(
            "dibs.schedule.not_prepared", Level.SEVERE, "What is to be done before schedules tick failed."),
    SCHEDULE_NOT_SAVED("dibs.schedule.not_saved", Level.SEVERE, "The schedule of {} was not saved."),
    SCHEDULE_LEFT("dibs.schedule.left", Level.INFO, "The schedule {} is left to a newer version of {}."),
    SCHEDULE_REMOVED(
            "dibs.schedule.removed",
            Level.INFO,
            "The schedule {} is removed: this version does not declare it any more."),
    SCHEDULES_SEALED(
            "dibs.schedule.sealed", Level.INFO, "{} schedules were sealed anew, with the keys of this process."),
    SCHEDULE_UNREADABLE(
            "dibs.schedule.unreadable", Level.WARNING, "The schedule {} does not tick here: it cannot be read."),
    SCHEDULE_MISSED("dibs.schedule.missed", Level.WARNING, "The schedule {} has missed {} ticks."),

    PROBLEM_COME("dibs.problem.come", Level.WARNING, "{}: {} {}"),
    PROBLEM_GONE("dibs.problem.gone", Level.INFO, "{}: It is over; it began at {}."),

    OBSERVER_FAILED("dibs.observer.failed", Level.WARNING, "An observer of {} failed."),
    OBSERVER_SLOW(
            "dibs.observer.slow",
            Level.WARNING,
            "Observers of TaskStateChanged are too slow; the worker waits for them."),

    EVENTS_NOT_READ("dibs.events.not_read", Level.FINE, "No events are read; it is tried again."),
    EVENTS_LISTENER_LEFT(
            "dibs.events.listener_left",
            Level.INFO,
            "A listener to events is more than {} behind (dibs.events.buffer); it is told no more."),
    EVENTS_CONNECTION_ENDED("dibs.events.connection_ended", Level.FINE, "A connection for events has ended."),
    EVENTS_HEARTBEAT_MISSED(
            "dibs.events.heartbeat_missed", Level.WARNING, "Some event streams have missed a heartbeat."),

    STOP_GRACE_OVER(
            "dibs.stop.grace_over", Level.WARNING, "Tasks go on past the grace time of {}: they are interrupted."),
    STOP_TASKS_LEFT(
            "dibs.stop.tasks_left",
            Level.WARNING,
            "Tasks that ignore interrupts are left to the end of this worker's lease."),
    STOP_TASKS_GO_DOWN(
            "dibs.stop.tasks_go_down", Level.WARNING, "Tasks that ignore interrupts go down with the process."),
    STOP_LEASE_LEFT("dibs.stop.lease_left", Level.WARNING, "The worker's lease is left to end by itself: {}"),
    STOP_THREAD_LEFT(
            "dibs.stop.thread_left",
            Level.WARNING,
            "Thread {}{} has not ended. Until it does, it keeps the classes of this application in memory. It is{}"),

    REQUEST_FAILED("dibs.request.failed", Level.SEVERE, "A request failed; error {}\n{}"),
    REQUEST_UNAVAILABLE("dibs.request.unavailable", Level.WARNING, "A request failed: {}"),

    SECURITY_OFF(
            "dibs.security.off",
            Level.WARNING,
            "dibs.security.enabled is false: whoever reaches this server may do everything."),
    SIGN_IN_FAILED("dibs.sign_in.failed", Level.WARNING, "Somebody at {} failed to sign in as {}."),
    SIGN_IN_TOKEN_REFUSED("dibs.sign_in.token_refused", Level.FINE, "A bearer token was refused: {}"),
    SIGN_IN_KEYS_UNAVAILABLE("dibs.sign_in.keys_unavailable", Level.WARNING, "The keys at {} cannot be had ({})."),
    SIGN_IN_PROVIDER_FAILED(
            "dibs.sign_in.provider_failed", Level.WARNING, "A sign-in at the OpenID provider failed: {}"),
    SIGN_IN_PROVIDER_REFUSED(
            "dibs.sign_in.provider_refused", Level.INFO, "The OpenID provider has refused a sign-in: {}");

    private static final String PLACE = "{}";

    private final String id;
    private final Level level;
    private final String message;

    LogEvent(String id, Level level, String message) {
        this.id = id;
        this.level = level;
        this.message = message;
    }

    /** How it is found in logs; each line of it begins with that. */
    public String id() {
        return id;
    }

    /** The level of its lines, as the server's log calls it. */
    public Level level() {
        return level;
    }

    /** Its message, with a value in each place. One without a place is left out, a place without one stays. */
    String text(Object... values) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (Object value : values) {
            int place = message.indexOf(PLACE, from);
            if (place < 0) {
                break;
            }
            text.append(message, from, place).append(value);
            from = place + PLACE.length();
        }
        return text.append(message, from, message.length()).toString();
    }

    /** How many values it wants. */
    int places() {
        return message.split("\\{}", -1).length - 1;
    }
}
