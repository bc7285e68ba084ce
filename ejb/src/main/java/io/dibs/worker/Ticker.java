package io.dibs.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.dibs.StoreUnavailableException;
import io.dibs.TaskState;
import io.dibs.TaskStateChanged;
import io.dibs.log.Log;
import io.dibs.log.LogEvent;
import io.dibs.metric.Metrics;
import io.dibs.schedule.TaskIds;
import io.dibs.schedule.TickPlan;
import io.dibs.schedule.Timetable;
import io.dibs.store.NewTask;
import io.dibs.store.ScheduleStore;
import io.dibs.store.ScheduleStore.TickOutcome;
import io.dibs.store.StoredSchedule;

/**
 * Has schedules tick that are due. Every process of a domain does, also one that runs no tasks: any of them is enough, and
 * however many try, the store lets one of them have each tick.
 */
final class Ticker implements Runnable {
    private static final Log LOG = Log.of(Ticker.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final int AT_ONCE = 20;

    private final ScheduleStore store;
    private final Runnable first;
    private final Function<String, Map<String, String>> demands;
    private final StateListener listener;
    private final Metrics metrics;
    private final Pause pause;
    private final Set<String> toldOf = new HashSet<>();

    /**
     * @param first what is to be done before the first tick
     * @param demands which versions a task of that method demands by itself, where this process dispatches it
     */
    Ticker(
            ScheduleStore store,
            Runnable first,
            Function<String, Map<String, String>> demands,
            StateListener listener,
            Metrics metrics,
            Pause pause) {
        this.store = store;
        this.first = first;
        this.demands = demands;
        this.listener = listener;
        this.metrics = metrics;
        this.pause = pause;
    }

    @Override
    public void run() {
        int failures = 0;
        boolean prepared = false;
        while (!pause.isClosed()) {
            try {
                if (!prepared) {
                    prepare();
                    prepared = true;
                }
                pause.sleep(tickAll());
                failures = 0;
            } catch (StoreUnavailableException e) {
                LOG.tell(LogEvent.SCHEDULES_PUT_OFF, e.getMessage());
                pause.backOff(failures++);
            } catch (RuntimeException e) { // This thread must not end.
                LOG.tell(e, LogEvent.SCHEDULES_FAILED);
                pause.backOff(failures++);
            }
        }
    }

    private void prepare() {
        try {
            first.run();
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) { // Schedules tick all the same.
            LOG.tell(e, LogEvent.SCHEDULES_NOT_PREPARED);
        }
    }

    /** Has all that are due tick; returns how long to wait. */
    Duration tickAll() {
        int left = 0;
        while (!pause.isClosed()) {
            ScheduleStore.Due due = store.due(left, AT_ONCE);
            if (due.schedules().isEmpty()) {
                return due.next().filter(next -> next.compareTo(INTERVAL) < 0).orElse(INTERVAL);
            }
            for (StoredSchedule schedule : due.schedules()) {
                if (!tick(schedule, due.time())) {
                    left++;
                }
            }
        }
        return INTERVAL;
    }

    /** Returns whether it is not due any more; what is left so waits for the next look, or for another process. */
    private boolean tick(StoredSchedule schedule, Instant now) {
        ScheduleStore.Tick tick;
        try {
            tick = decide(schedule, now);
        } catch (RuntimeException e) {
            // Another process may be able to: it may have been saved by a newer version.
            if (toldOf.add(schedule.name())) {
                LOG.tell(e, LogEvent.SCHEDULE_UNREADABLE, schedule.name());
            }
            return false;
        }
        TickOutcome outcome = store.tick(schedule, tick);
        if (outcome == TickOutcome.DISPATCHED) {
            NewTask task = tick.task().orElseThrow();
            metrics.dispatched(task.name());
            listener.changed(new TaskStateChanged(task.id(), task.name(), Optional.empty(), TaskState.WAITING));
        }
        if (tick.missed() > 0 && outcome != TickOutcome.STALE && outcome != TickOutcome.AGAIN) {
            LOG.tell(LogEvent.SCHEDULE_MISSED, schedule.name(), tick.missed());
        }
        return outcome != TickOutcome.AGAIN;
    }

    private ScheduleStore.Tick decide(StoredSchedule schedule, Instant now) {
        schedule.requireReadable();
        Timetable ticks = Timetable.of(schedule.timing(), schedule.anchor());
        TickPlan plan = TickPlan.of(ticks, schedule.time("due").orElseThrow(), now, schedule.missed());
        return new ScheduleStore.Tick(
                plan.tick(),
                plan.next(),
                plan.missed(),
                plan.onlyUntil(),
                plan.dispatch()
                        ? Optional.of(schedule.task(
                                TaskIds.ofTick(schedule.incarnation(), plan.tick()), Optional.of(plan.tick()), demands))
                        : Optional.empty());
    }
}
