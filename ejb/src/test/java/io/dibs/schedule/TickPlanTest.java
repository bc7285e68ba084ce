package io.dibs.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.dibs.Schedule.Missed;
import io.dibs.Timing;

class TickPlanTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Timetable HOURLY = Timetable.of(Timing.every(Duration.ofHours(1)), NOON);
    private static final Timetable FAST = Timetable.of(Timing.every(Duration.ofSeconds(1)), NOON);

    @ParameterizedTest
    @EnumSource
    void a_tick_that_is_seen_in_time_gets_its_task(Missed missed) {
        TickPlan plan = TickPlan.of(HOURLY, NOON, NOON.plusSeconds(60), missed);
        assertThat(plan.tick()).isEqualTo(NOON);
        assertThat(plan.next()).contains(NOON.plusSeconds(3600));
        assertThat(plan.dispatch()).isTrue();
        assertThat(plan.missed()).isZero();
    }

    @Test
    void only_what_is_left_out_when_late_can_become_too_late() {
        assertThat(TickPlan.of(HOURLY, NOON, NOON, Missed.ONCE).onlyUntil()).isEmpty();
        assertThat(TickPlan.of(HOURLY, NOON, NOON, Missed.SKIP).onlyUntil()).contains(NOON.plusSeconds(60));
    }

    @Test
    void a_tick_that_is_seen_late_is_made_up_for_or_left_out() {
        Instant late = NOON.plusSeconds(61);
        TickPlan once = TickPlan.of(HOURLY, NOON, late, Missed.ONCE);
        assertThat(once.dispatch()).isTrue();
        assertThat(once.missed()).isZero();
        TickPlan skip = TickPlan.of(HOURLY, NOON, late, Missed.SKIP);
        assertThat(skip.dispatch()).isFalse();
        assertThat(skip.missed()).isEqualTo(1);
        assertThat(skip.onlyUntil()).isEmpty();
        assertThat(List.of(once.next(), skip.next())).containsOnly(Optional.of(NOON.plusSeconds(3600)));
    }

    @Test
    void of_ticks_that_passed_together_the_last_stands_for_all() {
        Instant now = NOON.plus(Duration.ofHours(5)).plusSeconds(61);
        TickPlan once = TickPlan.of(HOURLY, NOON, now, Missed.ONCE);
        assertThat(once.tick()).isEqualTo(NOON.plus(Duration.ofHours(5)));
        assertThat(once.dispatch()).isTrue();
        assertThat(once.missed()).isEqualTo(5);
        assertThat(once.next()).contains(NOON.plus(Duration.ofHours(6)));
        assertThat(TickPlan.of(HOURLY, NOON, now, Missed.SKIP).missed()).isEqualTo(6);
    }

    @Test
    void the_last_of_them_is_dispatched_if_it_is_in_time_itself() {
        TickPlan plan = TickPlan.of(FAST, NOON, NOON.plusMillis(3_500), Missed.SKIP);
        assertThat(plan.tick()).isEqualTo(NOON.plusSeconds(3));
        assertThat(plan.dispatch()).isTrue();
        assertThat(plan.missed()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void after_years_the_last_tick_is_found_and_a_thousand_are_counted(Missed missed) {
        Instant now = NOON.plus(Duration.ofDays(2000)).plusMillis(500);
        TickPlan fast = TickPlan.of(FAST, NOON, now, missed);
        assertThat(fast.tick()).isEqualTo(now.minusMillis(500));
        assertThat(fast.next()).contains(now.plusMillis(500));
        assertThat(fast.missed()).isEqualTo(1000);
        Timetable nights = Timetable.of(Timing.cron("*/2 2 * * *", ZoneId.of("Europe/Berlin")), NOON);
        TickPlan night = TickPlan.of(nights, nights.next(NOON).orElseThrow(), now, missed);
        assertThat(night.tick()).isEqualTo(Instant.parse("2032-05-16T00:58:00Z"));
        assertThat(night.next()).contains(Instant.parse("2032-05-17T00:00:00Z"));
        assertThat(night.missed()).isEqualTo(1000);
    }

    @Test
    void after_the_only_tick_there_is_none() {
        Timetable once = Timetable.of(Timing.at(NOON), NOON);
        TickPlan plan = TickPlan.of(once, NOON, NOON.plus(Duration.ofDays(30)), Missed.ONCE);
        assertThat(plan.tick()).isEqualTo(NOON);
        assertThat(plan.dispatch()).isTrue();
        assertThat(plan.next()).isEmpty();
    }

    @Test
    void the_id_of_a_tick_is_one_and_the_same_and_no_other_ticks() {
        UUID schedule = UUID.randomUUID();
        UUID id = TaskIds.ofTick(schedule, NOON);
        assertThat(TaskIds.ofTick(schedule, NOON)).isEqualTo(id);
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli());
        assertThat(IntStream.range(0, 10_000)
                        .mapToObj(i -> TaskIds.ofTick(schedule, NOON.plusNanos(i * 1000L)))
                        .distinct())
                .hasSize(10_000);
        assertThat(TaskIds.ofTick(UUID.randomUUID(), NOON)).isNotEqualTo(id);
        assertThat(TaskIds.ofRun(schedule, "a"))
                .isEqualTo(TaskIds.ofRun(schedule, "a"))
                .isNotEqualTo(TaskIds.ofRun(schedule, "b"));
        assertThat(TaskIds.ofRun(schedule, "a").version()).isEqualTo(8);
        assertThat(TaskIds.ofRun(schedule, "a").variant()).isEqualTo(2);
    }
}
