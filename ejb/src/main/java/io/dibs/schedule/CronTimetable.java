package io.dibs.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;

/**
 * The ticks of a cron expression. The library answers which local time comes next, and is asked in UTC, where every local time
 * comes once; what a zone makes of a local time is decided here. {@link io.dibs.Timing.Cron} says how.
 */
final class CronTimetable implements Timetable {
    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    private static final int HOUR = 1;

    private final ExecutionTime times;
    private final ZoneRules rules;
    private final boolean everyHour;

    CronTimetable(String expression, ZoneId zone) {
        try {
            times = ExecutionTime.forCron(PARSER.parse(expression).validate());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + expression
                            + "' is no cron expression of five fields, minute, hour, day of the month, month and"
                            + " day of the week: " + e.getMessage(),
                    e);
        }
        rules = zone.getRules();
        everyHour = expression.split(" ")[HOUR].equals("*");
        if (next(Instant.EPOCH).isEmpty()) {
            throw new IllegalArgumentException("'" + expression + "' is a time that never comes.");
        }
    }

    @Override
    public Optional<Instant> next(Instant after) {
        return everyHour ? nextAsTimePasses(after) : nextTimeOfDay(after);
    }

    /** Each stretch between two changes of the clocks by itself. */
    private Optional<Instant> nextAsTimePasses(Instant after) {
        Instant from = after;
        while (true) {
            ZoneOffset offset = rules.getOffset(from);
            Optional<Instant> next = nextLocal(local(from, offset)).map(time -> time.toInstant(offset));
            ZoneOffsetTransition change = rules.nextTransition(from);
            if (next.isEmpty() || change == null || next.get().isBefore(change.getInstant())) {
                return next;
            }
            LocalDateTime start = change.getDateTimeAfter();
            if (nextLocal(start.minusNanos(1)).filter(start::equals).isPresent()) {
                return Optional.of(change.getInstant());
            }
            from = change.getInstant();
        }
    }

    /** Local times come in the order of what they stand for, so the first is taken that stands for a later time. */
    private Optional<Instant> nextTimeOfDay(Instant after) {
        Optional<LocalDateTime> local = nextLocal(local(after, rules.getOffset(after)));
        while (local.isPresent()) {
            Instant time = meaning(local.get());
            if (time.isAfter(after)) {
                return Optional.of(time);
            }
            local = nextLocal(local.get());
        }
        return Optional.empty();
    }

    private Instant meaning(LocalDateTime local) {
        ZoneOffsetTransition change = rules.getTransition(local);
        if (change != null && change.isGap()) {
            return change.getInstant();
        }
        // The earlier one of two; rules give it first.
        return local.toInstant(rules.getValidOffsets(local).get(0));
    }

    private Optional<LocalDateTime> nextLocal(LocalDateTime after) {
        return times.nextExecution(after.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
    }

    private static LocalDateTime local(Instant time, ZoneOffset offset) {
        return LocalDateTime.ofInstant(time, offset);
    }
}
