package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.Schedule.Missed;
import io.dibs.Schedule.Overlap;
import io.dibs.TaskQuery;
import io.dibs.Timing;
import io.dibs.store.ScheduleStore.Definition;
import io.dibs.store.ScheduleStore.PutOutcome;
import io.dibs.store.ScheduleStore.RunOutcome;
import io.dibs.store.ScheduleStore.Tick;
import io.dibs.store.ScheduleStore.TickOutcome;

class ScheduleStoreTest {
    private static final Timing HOURLY = Timing.every(Duration.ofHours(1));

    private static final Function<String, Map<String, String>> NO_DEMANDS = method -> Map.of();

    private final Domain domain = Domain.fresh();
    private final Instant now = domain.schedules.now();

    @AfterEach
    void close() {
        domain.close();
    }

    private StoredSchedule save(String name, Overlap overlap, Instant due) {
        return save(name, overlap, due, domain.task("a"));
    }

    private StoredSchedule save(String name, Overlap overlap, Instant due, Draft task) {
        Definition definition = new Definition(
                HOURLY,
                now,
                overlap,
                Missed.ONCE,
                task.build(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.of(due));
        return domain.schedules
                .put(name, domain.schedules.find(name), definition, 5)
                .schedule()
                .orElseThrow();
    }

    private Tick tick(StoredSchedule schedule, UUID task) {
        Instant due = schedule.time("due").orElseThrow();
        return new Tick(
                due,
                Optional.of(due.plusSeconds(3600)),
                0,
                Optional.empty(),
                Optional.of(schedule.task(task, Optional.of(due), NO_DEMANDS)));
    }

    private Tick tick(StoredSchedule schedule) {
        return tick(schedule, UUID.randomUUID());
    }

    private StoredSchedule find(String name) {
        return domain.schedules.find(name).orElseThrow();
    }

    @Test
    void a_schedule_is_found_as_it_was_saved() {
        StoredSchedule saved = save("a", Overlap.QUEUE, now);
        assertThat(find("a")).isEqualTo(saved);
        assertThat(saved.timing()).isEqualTo(HOURLY);
        assertThat(saved.overlap()).isEqualTo(Overlap.QUEUE);
        assertThat(saved.time("due")).contains(now);
        assertThat(saved.time("created")).isPresent().isEqualTo(saved.time("changed"));
        assertThat(saved.task().reservations()).isEqualTo(Draft.reservations("a"));
        assertThat(saved.task().id()).isEqualTo(saved.incarnation());
        assertThat(domain.schedules.names()).containsExactly("a");
        Audit.assertSound(domain);
    }

    @Test
    void a_group_of_which_a_task_was_canceled_takes_its_tasks_and_one_that_is_being_canceled_does_not() {
        Attributes inGroup = Attributes.NONE.inGroup("g");
        domain.task().attributes(inGroup).dispatch();
        domain.worker().claimAll();
        domain.tasks.cancel(domain.task().attributes(inGroup).dispatch());
        StoredSchedule schedule = save("a", Overlap.QUEUE, now, domain.task().attributes(inGroup));
        assertThat(run(schedule)).isEqualTo(RunOutcome.DISPATCHED);
        new GroupStore(domain.redis, domain.settings.retention()).cancel("g", Optional.empty());
        assertThat(run(find("a"))).isEqualTo(RunOutcome.CANCELED);
        assertThat(domain.schedules.tick(schedule, tick(schedule))).isEqualTo(TickOutcome.SKIPPED);
        Audit.assertSound(domain);
    }

    private RunOutcome run(StoredSchedule schedule) {
        return domain.schedules.run(schedule, schedule.task(UUID.randomUUID(), Optional.empty(), NO_DEMANDS));
    }

    @Test
    void what_somebody_else_has_changed_is_not_overwritten() {
        StoredSchedule first = save("a", Overlap.SKIP, now);
        StoredSchedule second = save("a", Overlap.QUEUE, now);
        Definition late = new Definition(
                HOURLY,
                now,
                Overlap.SKIP,
                Missed.SKIP,
                first.task(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.of(now));
        for (Optional<StoredSchedule> base : List.of(Optional.of(first), Optional.<StoredSchedule>empty())) {
            assertThat(domain.schedules.put("a", base, late, 5).outcome()).isEqualTo(PutOutcome.CHANGED);
        }
        assertThat(find("a")).isEqualTo(second);
    }

    @Test
    void a_change_by_somebody_who_has_not_seen_the_last_tick_does_not_have_it_due_again() {
        StoredSchedule before = save("a", Overlap.QUEUE, now);
        assertThat(domain.schedules.tick(before, tick(before))).isEqualTo(TickOutcome.DISPATCHED);
        StoredSchedule ticked = find("a");
        Definition late = new Definition(
                HOURLY,
                now,
                Overlap.SKIP,
                Missed.ONCE,
                before.task(),
                false,
                Optional.empty(),
                Optional.empty(),
                before.time("due"));
        assertThat(domain.schedules.put("a", Optional.of(before), late, 5).outcome())
                .isEqualTo(PutOutcome.CHANGED);
        assertThat(find("a")).isEqualTo(ticked);
        Audit.assertSound(domain);
    }

    @Test
    void there_are_no_more_schedules_than_allowed() {
        for (int i = 0; i < 5; i++) {
            save("s" + i, Overlap.SKIP, now);
        }
        Definition one = new Definition(
                HOURLY,
                now,
                Overlap.SKIP,
                Missed.SKIP,
                domain.task().build(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.of(now));
        assertThat(domain.schedules.put("s5", Optional.empty(), one, 5).outcome())
                .isEqualTo(PutOutcome.FULL);
        save("s4", Overlap.QUEUE, now);
        domain.schedules.remove("s0", Optional.empty());
        save("s5", Overlap.SKIP, now);
        Audit.assertSound(domain);
    }

    @Test
    void those_that_are_due_are_shown_and_when_the_next_is() {
        save("later", Overlap.SKIP, now.plusSeconds(1000));
        save("second", Overlap.SKIP, now.minusSeconds(1));
        save("first", Overlap.SKIP, now.minusSeconds(2));
        ScheduleStore.Due due = domain.schedules.due(0, 10);
        assertThat(due.schedules()).extracting(StoredSchedule::name).containsExactly("first", "second");
        assertThat(due.next().orElseThrow()).isBetween(Duration.ofSeconds(900), Duration.ofSeconds(1000));
        assertThat(domain.schedules.due(1, 10).schedules())
                .extracting(StoredSchedule::name)
                .containsExactly("second");
    }

    @Test
    void a_tick_dispatches_its_task_and_moves_on_once() {
        StoredSchedule schedule = save("a", Overlap.SKIP, now);
        UUID id = UUID.randomUUID();
        assertThat(domain.schedules.tick(schedule, tick(schedule, id))).isEqualTo(TickOutcome.DISPATCHED);
        for (int i = 0; i < 3; i++) {
            Keys.assertUnchangedBy(domain, () -> assertThat(domain.schedules.tick(schedule, tick(schedule)))
                    .isEqualTo(TickOutcome.STALE));
        }
        StoredTask task = domain.find(id);
        assertThat(task.attributes().origin().schedule()).contains("a");
        assertThat(task.attributes().origin().tick()).contains(now);
        assertThat(task.reservations()).isEqualTo(Draft.reservations("a"));
        StoredSchedule after = find("a");
        assertThat(after.time("due")).contains(now.plusSeconds(3600));
        assertThat(after.time("last_tick")).contains(now);
        assertThat(after.task("last_task")).contains(id);
        assertThat(after.ticks("dispatched")).isEqualTo(1);
        assertThat(domain.worker().claimAll()).containsExactly(id);
        Audit.assertSound(domain);
    }

    @Test
    void a_tick_stands_in_the_line_of_its_resources_like_any_other_task() {
        UUID before = domain.dispatch("a");
        StoredSchedule schedule = save("a", Overlap.SKIP, now);
        UUID id = UUID.randomUUID();
        domain.schedules.tick(schedule, tick(schedule, id));
        UUID behind = domain.dispatch("a");
        Domain.TestWorker worker = domain.worker();
        for (UUID next : List.of(before, id, behind)) {
            Exchange.Claimed claim = worker.claimOne();
            assertThat(claim.task()).isEqualTo(next);
            worker.complete(claim);
        }
        Audit.assertSound(domain);
    }

    @Test
    void a_tick_wakes_an_idle_worker() {
        Domain.TestWorker worker = domain.worker();
        worker.claim(1);
        StoredSchedule schedule = save("a", Overlap.SKIP, now);
        domain.schedules.tick(schedule, tick(schedule));
        assertThat(worker.woken()).isTrue();
    }

    @Test
    void while_a_task_of_the_schedule_is_not_final_a_tick_is_skipped_if_that_is_said() {
        StoredSchedule schedule = save("a", Overlap.SKIP, now);
        UUID first = UUID.randomUUID();
        domain.schedules.tick(schedule, tick(schedule, first));
        Domain.TestWorker worker = domain.worker();
        Exchange.Claimed claim = worker.claimOne();
        domain.moveSchedule("a", now.minusSeconds(1));
        assertThat(domain.schedules.tick(find("a"), tick(find("a")))).isEqualTo(TickOutcome.SKIPPED);
        assertThat(find("a").ticks("skipped")).isEqualTo(1);
        assertThat(find("a").task("last_task")).contains(first);
        worker.complete(claim);
        domain.moveSchedule("a", now.minusSeconds(2));
        assertThat(domain.schedules.tick(find("a"), tick(find("a")))).isEqualTo(TickOutcome.DISPATCHED);
        Audit.assertSound(domain);
    }

    @Test
    void a_run_of_its_own_counts_as_a_task_of_the_schedule() {
        StoredSchedule schedule = save("a", Overlap.SKIP, now);
        assertThat(domain.schedules.run(schedule, schedule.task(UUID.randomUUID(), Optional.empty(), NO_DEMANDS)))
                .isEqualTo(RunOutcome.DISPATCHED);
        assertThat(domain.schedules.tick(schedule, tick(schedule))).isEqualTo(TickOutcome.SKIPPED);
    }

    @Test
    void or_it_is_queued_if_that_is_said() {
        StoredSchedule schedule = save("a", Overlap.QUEUE, now);
        domain.schedules.tick(schedule, tick(schedule));
        domain.moveSchedule("a", now.minusSeconds(1));
        assertThat(domain.schedules.tick(find("a"), tick(find("a")))).isEqualTo(TickOutcome.DISPATCHED);
        assertThat(domain.tasks.list(TaskQuery.all()).count()).isEqualTo(2);
    }

    @Test
    void missed_ticks_are_counted_and_get_no_task() {
        StoredSchedule schedule = save("a", Overlap.SKIP, now);
        Tick missed = new Tick(now, Optional.of(now.plusSeconds(3600)), 7, Optional.empty(), Optional.empty());
        assertThat(domain.schedules.tick(schedule, missed)).isEqualTo(TickOutcome.MISSED);
        assertThat(find("a").ticks("missed")).isEqualTo(7);
        assertThat(find("a").ticks("dispatched")).isZero();
        assertThat(domain.tasks.list(TaskQuery.all()).count()).isZero();
        Audit.assertSound(domain);
    }

    /** C49: a process that slept between its decision and its deed, or a clock that was set meanwhile. */
    @Test
    void a_decision_that_was_overtaken_by_the_clock_is_made_anew() {
        StoredSchedule schedule = save("a", Overlap.SKIP, now.minusSeconds(100));
        Tick tooLate = new Tick(
                now.minusSeconds(100),
                Optional.of(now.plusSeconds(100)),
                0,
                Optional.of(now.minusSeconds(40)),
                Optional.of(schedule.task(UUID.randomUUID(), Optional.empty(), NO_DEMANDS)));
        Tick tooEarly = new Tick(
                now.plusSeconds(100),
                Optional.of(now.plusSeconds(200)),
                0,
                Optional.empty(),
                Optional.of(schedule.task(UUID.randomUUID(), Optional.empty(), NO_DEMANDS)));
        Keys.assertUnchangedBy(domain, () -> {
            assertThat(domain.schedules.tick(schedule, tooLate)).isEqualTo(TickOutcome.AGAIN);
            assertThat(domain.schedules.tick(schedule, tooEarly)).isEqualTo(TickOutcome.AGAIN);
        });
    }

    @Test
    void a_schedule_without_a_further_tick_ends_and_leaves_nothing() {
        StoredSchedule schedule = save("a", Overlap.SKIP, now);
        UUID id = UUID.randomUUID();
        Tick last = new Tick(
                now,
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.of(schedule.task(id, Optional.of(now), NO_DEMANDS)));
        assertThat(domain.schedules.tick(schedule, last)).isEqualTo(TickOutcome.DISPATCHED);
        assertThat(domain.schedules.tick(schedule, last)).isEqualTo(TickOutcome.STALE);
        assertThat(domain.schedules.find("a")).isEmpty();
        assertThat(domain.find(id).attributes().origin().schedule()).contains("a");
        domain.worker().complete(domain.worker().claimOne());
        assertThat(domain.keys()).doesNotContain("schedules", "schedule:a");
        Audit.assertSound(domain);
    }

    @Test
    void a_changed_or_paused_schedule_does_not_tick_as_it_was() {
        StoredSchedule before = save("a", Overlap.SKIP, now);
        StoredSchedule after = save("a", Overlap.QUEUE, now);
        assertThat(domain.schedules.tick(before, tick(before))).isEqualTo(TickOutcome.STALE);
        Definition paused = new Definition(
                HOURLY,
                now,
                Overlap.SKIP,
                Missed.ONCE,
                after.task(),
                false,
                Optional.empty(),
                Optional.of(now),
                Optional.empty());
        domain.schedules.put("a", Optional.of(after), paused, 5);
        assertThat(domain.schedules.tick(after, tick(after))).isEqualTo(TickOutcome.STALE);
        assertThat(domain.schedules.due(0, 10).schedules()).isEmpty();
        assertThat(domain.schedules.due(0, 10).next()).isEmpty();
        assertThat(domain.schedules.names()).containsExactly("a");
        Audit.assertSound(domain);
    }

    @Test
    void a_schedule_of_the_same_name_is_another_one_if_the_first_was_removed() {
        StoredSchedule first = save("a", Overlap.SKIP, now);
        domain.schedules.remove("a", Optional.of(first.incarnation()));
        StoredSchedule second = save("a", Overlap.SKIP, now);
        assertThat(domain.schedules.tick(first, tick(first))).isEqualTo(TickOutcome.STALE);
        domain.schedules.remove("a", Optional.of(first.incarnation()));
        assertThat(find("a")).isEqualTo(second);
    }

    @Test
    void a_run_with_an_id_that_exists_changes_nothing() {
        StoredSchedule schedule = save("a", Overlap.SKIP, now);
        NewTask task = schedule.task(UUID.randomUUID(), Optional.empty(), NO_DEMANDS);
        assertThat(domain.schedules.run(schedule, task)).isEqualTo(RunOutcome.DISPATCHED);
        Keys.assertUnchangedBy(
                domain, () -> assertThat(domain.schedules.run(schedule, task)).isEqualTo(RunOutcome.EXISTS));
        assertThat(find("a").task("last_run")).contains(task.id());
        save("a", Overlap.QUEUE, now);
        assertThat(domain.schedules.run(schedule, schedule.task(UUID.randomUUID(), Optional.empty(), NO_DEMANDS)))
                .isEqualTo(RunOutcome.CHANGED);
        Audit.assertSound(domain);
    }
}
