package io.dibs.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.dibs.Schedule;

/**
 * What is to be done about a schedule that is due.
 *
 * @param tick the last of its ticks that has passed
 * @param next the tick after it; empty when there is none, so that the schedule ends
 * @param dispatch whether it gets a task
 * @param onlyUntil when it is too late for that; empty if that can be done whenever, or is not to be done
 * @param missed how many ticks were missed and get none; at most 1,000 are counted
 */
public record TickPlan(
        Instant tick, Optional<Instant> next, boolean dispatch, Optional<Instant> onlyUntil, long missed) {
    /** How long after it was due a tick can still be dispatched in time. */
    static final Duration IN_TIME = Duration.ofMinutes(1);

    private static final long MOST_COUNTED = 1_000;

    /**
     * The plan at a time.
     *
     * @param due the first of its ticks that was neither dispatched nor missed; not after {@code now}
     */
    public static TickPlan of(Timetable ticks, Instant due, Instant now, Schedule.Missed missed) {
        Instant tick = due;
        Optional<Instant> next = ticks.next(tick);
        long earlier = 0;
        while (next.isPresent() && !next.get().isAfter(now)) {
            earlier++;
            tick = earlier < MOST_COUNTED ? next.get() : last(ticks, next.get(), now);
            next = ticks.next(tick);
        }
        Instant limit = tick.plus(IN_TIME);
        boolean dispatch = missed == Schedule.Missed.ONCE || !now.isAfter(limit);
        return new TickPlan(
                tick,
                next,
                dispatch,
                dispatch && missed == Schedule.Missed.SKIP ? Optional.of(limit) : Optional.empty(),
                Math.min(MOST_COUNTED, earlier + (dispatch ? 0 : 1)));
    }

    /** The last tick that has passed, found from behind: there may be very many between. */
    private static Instant last(Timetable ticks, Instant known, Instant now) {
        Instant last = known;
        Duration back = IN_TIME;
        for (Instant from = now.minus(back); from.isAfter(known); from = now.minus(back)) {
            Optional<Instant> found = ticks.next(from).filter(tick -> !tick.isAfter(now));
            if (found.isPresent()) {
                last = found.get();
                break;
            }
            back = back.multipliedBy(2);
        }
        for (Optional<Instant> next = ticks.next(last);
                next.isPresent() && !next.get().isAfter(now);
                next = ticks.next(last)) {
            last = next.get();
        }
        return last;
    }
}
