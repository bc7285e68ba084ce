package io.dibs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;

import jakarta.security.enterprise.SecurityContext;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.dibs.Correlation;
import io.dibs.Schedule;
import io.dibs.Schedule.Missed;
import io.dibs.Schedule.Overlap;
import io.dibs.ScheduleBuilder;
import io.dibs.ScheduleChange;
import io.dibs.ScheduleConflictException;
import io.dibs.ScheduleNotFoundException;
import io.dibs.TaskQuery;
import io.dibs.Timing;
import io.dibs.config.Settings;
import io.dibs.metric.Metrics;
import io.dibs.metric.RecordedMeters;
import io.dibs.store.Domain;
import io.dibs.store.StoredSchedule.Declaration;
import io.dibs.store.StoredTask;
import io.dibs.trace.Tracing;

class StoredSchedulesTest {
    private static final Timing HOURLY = Timing.every(Duration.ofHours(1));

    /** What a task demands by itself, of this process. */
    private Map<String, String> own = Map.of();

    private final Domain domain = Domain.fresh();
    private final RecordedMeters counted = new RecordedMeters();
    private final Dispatches dispatches = new Dispatches(
            null,
            settings(),
            null,
            null,
            null,
            null,
            new Caller((SecurityContext) null),
            new Metrics(counted),
            Tracing.OFF);
    private final StoredSchedules schedules = new StoredSchedules(
            domain.schedules, dispatches, new StateNotifier(new Module()), null, new ModuleDemands() {
                @Override
                Map<String, String> of(String method) {
                    return own;
                }
            });

    private static Settings settings() {
        Properties defaults = new Properties();
        try (InputStream in = Settings.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
            defaults.load(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return Settings.read(key -> Optional.ofNullable(defaults.getProperty(key)));
    }

    @AfterEach
    void close() {
        domain.close();
    }

    private Builder task(String arguments) {
        return new Builder("test.Tasks#run", arguments, own, dispatches);
    }

    private ScheduleBuilder draft(Timing timing) {
        return schedules.draft("a", timing, task("[1]").exclusive("x"));
    }

    private Schedule find() {
        return schedules.find("a").orElseThrow();
    }

    @Test
    void a_schedule_is_as_it_was_said() {
        Schedule saved =
                draft(HOURLY).overlap(Overlap.QUEUE).missed(Missed.SKIP).save();
        assertThat(find()).isEqualTo(saved);
        assertThat(saved.timing()).isEqualTo(HOURLY);
        assertThat(saved.overlap()).isEqualTo(Overlap.QUEUE);
        assertThat(saved.missed()).isEqualTo(Missed.SKIP);
        assertThat(saved.task().name()).isEqualTo("test.Tasks#run");
        assertThat(Duration.between(saved.createdAt(), saved.nextAt().orElseThrow()))
                .isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
        assertThat(saved.pausedAt()).isEmpty();
        assertThat(saved.ticks()).isEqualTo(new Schedule.Ticks(0, 0, 0));
        assertThat(schedules.list(0, 10).schedules()).containsExactly(saved);
    }

    @Test
    void saving_the_same_again_changes_nothing() {
        Schedule first = draft(HOURLY).save();
        assertThat(draft(HOURLY).save()).isEqualTo(first);
        assertThat(draft(HOURLY).saveNew()).isEqualTo(first);
        Correlation.Scope request = Correlation.of("another-request").enter();
        try {
            assertThat(draft(HOURLY).save()).isEqualTo(first);
        } finally {
            request.close();
        }
        assertThat(find()).isEqualTo(first);
    }

    @Test
    void another_task_or_policy_does_not_move_the_next_tick_and_another_timing_does() {
        Schedule first = draft(HOURLY).save();
        Schedule second =
                schedules.draft("a", HOURLY, task("[2]")).overlap(Overlap.QUEUE).save();
        assertThat(second.nextAt()).isEqualTo(first.nextAt());
        assertThat(second.createdAt()).isEqualTo(first.createdAt());
        assertThat(second.overlap()).isEqualTo(Overlap.QUEUE);
        Schedule third = draft(Timing.every(Duration.ofHours(2))).save();
        assertThat(third.nextAt().orElseThrow()).isAfter(first.nextAt().orElseThrow());
        domain.assertSound();
    }

    @Test
    void another_schedule_of_the_same_name_is_not_overwritten_by_a_new_one() {
        Schedule first = draft(HOURLY).save();
        assertThatThrownBy(() -> draft(Timing.every(Duration.ofHours(2))).saveNew())
                .isInstanceOf(ScheduleConflictException.class)
                .hasMessageContaining("'a'");
        assertThat(find()).isEqualTo(first);
    }

    @Test
    void a_paused_schedule_has_no_next_tick_until_it_is_resumed_and_nothing_makes_up_for_the_pause() {
        Schedule first = draft(HOURLY).save();
        Schedule paused = schedules.pause("a");
        assertThat(paused.nextAt()).isEmpty();
        assertThat(paused.pausedAt()).isPresent();
        assertThat(schedules.pause("a")).isEqualTo(paused);
        assertThat(draft(HOURLY).overlap(Overlap.QUEUE).save().pausedAt()).isEqualTo(paused.pausedAt());
        domain.assertSound();
        Schedule resumed = schedules.resume("a");
        assertThat(resumed.nextAt()).isEqualTo(first.nextAt());
        assertThat(resumed.pausedAt()).isEmpty();
        assertThat(schedules.resume("a")).isEqualTo(resumed);
        assertThat(resumed.ticks()).isEqualTo(new Schedule.Ticks(0, 0, 0));
        domain.assertSound();
    }

    @Test
    void only_what_is_said_is_changed() {
        Schedule first = draft(HOURLY).missed(Missed.SKIP).save();
        Timing nightly = Timing.cron("0 3 * * *", ZoneId.of("Europe/Berlin"));
        Schedule changed = schedules.change("a", ScheduleChange.of(nightly));
        assertThat(changed.timing()).isEqualTo(nightly);
        assertThat(changed.missed()).isEqualTo(Missed.SKIP);
        assertThat(changed.task()).isEqualTo(first.task());
        assertThatThrownBy(() -> schedules.change("a", ScheduleChange.of(Timing.cron("x", ZoneId.of("UTC")))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(find()).isEqualTo(changed);
    }

    @Test
    void a_run_dispatches_the_task_at_once_and_by_a_key_once() {
        Schedule before = draft(HOURLY).save();
        UUID run = schedules.run("a").id();
        UUID keyed = schedules.run("a", "order 7").id();
        assertThat(schedules.run("a", "order 7").id()).isEqualTo(keyed);
        assertThat(schedules.run("a", "order 8").id()).isNotEqualTo(keyed).isNotEqualTo(run);
        assertThat(counted.count("dibs_tasks_dispatched{task=test.Tasks#run}")).isEqualTo(3);
        StoredTask task = domain.find(keyed);
        assertThat(task.attributes().origin().schedule()).contains("a");
        assertThat(task.attributes().origin().tick()).isEmpty();
        assertThat(find().nextAt()).isEqualTo(before.nextAt());
        assertThat(domain.tasks.list(TaskQuery.all()).count()).isEqualTo(3);
    }

    @Test
    void a_schedule_that_is_not_there_is_not_found() {
        draft(HOURLY).save();
        schedules.delete("a");
        assertThat(schedules.find("a")).isEmpty();
        for (Runnable use : new Runnable[] {
            () -> schedules.delete("a"),
            () -> schedules.pause("a"),
            () -> schedules.resume("a"),
            () -> schedules.run("a"),
            () -> schedules.change("a", ScheduleChange.of(HOURLY))
        }) {
            assertThatThrownBy(use::run)
                    .isInstanceOf(ScheduleNotFoundException.class)
                    .hasMessage("There is no schedule 'a'.");
        }
        assertThat(domain.keys()).doesNotContain("schedules", "schedule:a");
    }

    @Test
    void one_time_that_has_passed_is_due_at_once_unless_it_would_be_left_out() {
        Instant past = domain.schedules.now().minus(Duration.ofDays(1));
        assertThatThrownBy(() -> draft(Timing.at(past)).missed(Missed.SKIP).save())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has passed");
        assertThat(schedules.find("a")).isEmpty();
        assertThat(draft(Timing.at(past)).save().nextAt()).contains(past);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "ä", "a:b"})
    void a_name_that_would_not_fit_a_path_is_refused(String name) {
        assertThatThrownBy(() -> schedules.draft(name, HOURLY, task("[]")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no name of a schedule");
    }

    @Test
    void a_task_that_depends_on_others_is_no_pattern() {
        Builder dependent = task("[]");
        dependent.dependencies.add(UUID.randomUUID());
        assertThatThrownBy(() -> schedules.draft("a", HOURLY, dependent))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot depend");
    }

    /** So it waits for no version that is gone, and no process that is too old runs what a newer one dispatches. */
    @Test
    void what_a_schedule_dispatches_demands_the_version_of_whoever_dispatches_it() {
        own = Map.of("acme", "2.0");
        draft(HOURLY).save();
        own = Map.of("acme", "1.0");
        assertThat(versions(schedules.run("a").id())).isEqualTo(own);
        own = Map.of("acme", "3.0");
        Schedule saved = find();
        assertThat(draft(HOURLY).save()).isEqualTo(saved);
        assertThat(versions(schedules.run("a").id())).isEqualTo(own);
    }

    @Test
    void what_was_said_to_be_demanded_stays() {
        own = Map.of("acme", "1.0");
        schedules.draft("a", HOURLY, task("[]").minimumVersion("other", "7")).save();
        own = Map.of("acme", "1.1");
        assertThat(versions(schedules.run("a").id())).isEqualTo(Map.of("acme", "1.1", "other", "7"));
        schedules.draft("a", HOURLY, task("[]").minimumVersion("acme", "5")).save();
        assertThat(versions(schedules.run("a").id())).isEqualTo(Map.of("acme", "5"));
        schedules.draft("a", HOURLY, task("[]").anyVersion()).save();
        schedules.pause("a");
        assertThat(versions(schedules.run("a").id())).isEmpty();
        schedules.draft("a", HOURLY, task("[]")).save();
        assertThat(versions(schedules.run("a").id())).isEqualTo(own);
    }

    private Map<String, String> versions(UUID task) {
        return domain.find(task).attributes().minimumVersions();
    }

    @Test
    void what_is_declared_in_code_says_where() {
        ScheduleDraft draft = (ScheduleDraft) draft(HOURLY);
        assertThat(draft.declare(new Declaration("acme", "1.0")).declaredBy()).contains("acme");
        assertThat(domain.schedules.find("a").orElseThrow().declaration()).contains(new Declaration("acme", "1.0"));
        assertThat(schedules.pause("a").declaredBy()).contains("acme");
        assertThat(draft.declare(new Declaration("acme", "1.1")).pausedAt()).isPresent();
    }
}
