package io.dibs.engine;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import io.dibs.Schedule;
import io.dibs.ScheduleBuilder;
import io.dibs.Scheduled;
import io.dibs.Timing;
import io.dibs.store.NewTask;
import io.dibs.store.StoredSchedule.Declaration;

/** Collects what is said about a schedule. */
final class ScheduleDraft implements ScheduleBuilder {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    private final StoredSchedules schedules;
    private final String name;
    private final Timing timing;
    private final NewTask task;
    private final boolean anyVersion;
    private Schedule.Overlap overlap = Schedule.Overlap.SKIP;
    private Schedule.Missed missed = Schedule.Missed.ONCE;

    ScheduleDraft(String name, Timing timing, NewTask task, boolean anyVersion, StoredSchedules schedules) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no name of a schedule; it has 1 to 200 letters, digits, '.', '_' and '-'.");
        }
        this.name = name;
        this.timing = Objects.requireNonNull(timing, "timing");
        this.task = task;
        this.anyVersion = anyVersion;
        this.schedules = schedules;
    }

    @Override
    public ScheduleBuilder overlap(Schedule.Overlap overlap) {
        this.overlap = Objects.requireNonNull(overlap, "overlap");
        return this;
    }

    @Override
    public ScheduleBuilder missed(Schedule.Missed missed) {
        this.missed = Objects.requireNonNull(missed, "missed");
        return this;
    }

    @Override
    public Schedule save() {
        return schedules.save(name, wanted(Optional.empty()), true);
    }

    @Override
    public Schedule saveNew() {
        return schedules.save(name, wanted(Optional.empty()), false);
    }

    /** With the policies that are declared. */
    ScheduleDraft with(Scheduled scheduled) {
        overlap = scheduled.overlap();
        missed = scheduled.missed();
        return this;
    }

    /** Saves it as one that is declared in code. */
    Schedule declare(Declaration declaration) {
        return schedules.save(name, wanted(Optional.of(declaration)), true);
    }

    private Redefinition.Wanted wanted(Optional<Declaration> declaration) {
        return new Redefinition.Wanted(timing, overlap, missed, task, anyVersion, declaration, Optional.empty());
    }
}
