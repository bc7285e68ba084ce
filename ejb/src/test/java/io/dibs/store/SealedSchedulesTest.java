package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.dibs.Schedule.Missed;
import io.dibs.Schedule.Overlap;
import io.dibs.ScheduleConflictException;
import io.dibs.Timing;
import io.dibs.seal.KeyRing;
import io.dibs.seal.SecretKeys;
import io.dibs.store.ScheduleStore.Definition;
import io.dibs.store.ScheduleStore.Tick;
import io.dibs.store.ScheduleStore.TickOutcome;

class SealedSchedulesTest {
    private static final StoreSettings.Sealing BOTH =
            new StoreSettings.Sealing(SecretKeys.of("aes-1"), SecretKeys.of("mac-1"), true);

    private final Domain domain = Domain.sealed(BOTH);
    private final Instant now = domain.schedules.now();

    @AfterEach
    void close() {
        domain.close();
    }

    private StoredSchedule save(Domain process, String name, Optional<Instant> paused) {
        Definition definition = new Definition(
                Timing.every(Duration.ofHours(1)),
                now,
                Overlap.SKIP,
                Missed.ONCE,
                process.task("a").arguments("[\"a secret\"]").build(),
                false,
                Optional.empty(),
                paused,
                paused.isPresent() ? Optional.empty() : Optional.of(now));
        return process.schedules
                .put(name, process.schedules.find(name), definition, 100)
                .schedule()
                .orElseThrow();
    }

    private StoredSchedule save(String name) {
        return save(domain, name, Optional.empty());
    }

    private static StoredSchedule find(Domain process, String name) {
        return process.schedules.find(name).orElseThrow();
    }

    private void set(String name, String field, String value) {
        domain.redis.call(r -> r.hset(domain.redis.key("schedule:" + name), field, value));
    }

    private static TickOutcome tick(Domain process, String name) {
        StoredSchedule schedule = find(process, name);
        Instant due = schedule.time("due").orElseThrow();
        return process.schedules.tick(
                schedule,
                new Tick(
                        due,
                        Optional.of(due.plusSeconds(3600)),
                        0,
                        Optional.empty(),
                        Optional.of(schedule.task(UUID.randomUUID(), Optional.of(due), method -> Map.of()))));
    }

    @Test
    void a_schedule_is_as_it_was_saved_also_after_it_has_ticked() {
        assertThat(save("s").task().arguments()).isEqualTo("[\"a secret\"]");
        assertThat(find(domain, "s").stored().get("call")).doesNotContain("secret");
        assertThat(tick(domain, "s")).isEqualTo(TickOutcome.DISPATCHED);
        StoredSchedule after = find(domain, "s");
        assertThat(after.isReadable()).isTrue();
        assertThat(after.time("due")).contains(now.plusSeconds(3600));
        domain.assertSound();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            timing      | {"every_us":1000000}
            anchor      | 0
            overlap     | queue
            missed      | skip
            queue       | other
            priority    | 99
            res         | ["xb"]
            any_version | 1
            declared    | acme
            paused      | 5
            due         | 5
            signature   | mac-1:AAAA
            signature   | mac-2:AAAA
            signature   | ''
            """)
    void one_that_somebody_has_changed_in_redis_is_not_dispatched(String field, String value) {
        save("s");
        set("s", field, value);
        assertThat(find(domain, "s").isReadable()).isFalse();
        assertThatThrownBy(() -> tick(domain, "s"))
                .isInstanceOf(ScheduleConflictException.class)
                .hasMessageContaining("Save it anew");
    }

    @Test
    void the_record_of_one_schedule_does_not_fit_another_nor_the_call_of_another_time_this_one() {
        StoredSchedule first = save("first");
        save("second");
        first.stored().forEach((field, value) -> set("second", field, value));
        assertThat(find(domain, "second").isReadable()).isFalse();
        String call = first.stored().get("call");
        save("first");
        set("first", "call", call);
        assertThat(find(domain, "first").isReadable()).isFalse();
    }

    @Test
    void what_is_kept_as_due_is_what_was_signed_whoever_changes_a_schedule_meanwhile() {
        StoredSchedule seen = save("s");
        tick(domain, "s");
        Definition late = new Definition(
                Timing.every(Duration.ofHours(1)),
                now,
                Overlap.QUEUE,
                Missed.ONCE,
                seen.task(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.of(now));
        assertThat(domain.schedules.put("s", Optional.of(seen), late, 100).outcome())
                .isEqualTo(ScheduleStore.PutOutcome.CHANGED);
        assertThat(find(domain, "s").time("due")).contains(now.plusSeconds(3600));
    }

    @Test
    void keys_change_without_a_stop_also_for_paused_schedules() {
        StoredSchedule before = save("s");
        save(domain, "paused", Optional.of(now));
        Domain next = domain.with(
                new StoreSettings.Sealing(SecretKeys.of("aes-2", "aes-1"), SecretKeys.of("mac-2", "mac-1"), true));
        assertThat(next.schedules.sealAnew()).isEqualTo(2);
        assertThat(next.schedules.sealAnew()).isZero();

        Domain last = domain.with(new StoreSettings.Sealing(SecretKeys.of("aes-2"), SecretKeys.of("mac-2"), true));
        StoredSchedule after = find(last, "s");
        assertThat(after.task()).isEqualTo(before.task());
        assertThat(after.time("due")).isEqualTo(before.time("due"));
        assertThat(after.time("changed")).isEqualTo(before.time("changed"));
        assertThat(find(last, "paused").time("paused")).contains(now);
        assertThat(find(last, "paused").isReadable()).isTrue();
        assertThat(find(domain, "s").isReadable()).isFalse();
        assertThat(tick(last, "s")).isEqualTo(TickOutcome.DISPATCHED);
        last.assertSound();
    }

    /** Whoever has seen it before must not write a signature of what it was. */
    @Test
    void a_tick_that_was_decided_before_a_schedule_was_sealed_anew_is_decided_again() {
        StoredSchedule seen = save("s");
        Domain next = domain.with(
                new StoreSettings.Sealing(SecretKeys.of("aes-2", "aes-1"), SecretKeys.of("mac-2", "mac-1"), true));
        next.schedules.sealAnew();
        Tick tick = new Tick(now, Optional.of(now.plusSeconds(9)), 0, Optional.empty(), Optional.empty());
        assertThat(domain.schedules.tick(seen, tick)).isEqualTo(TickOutcome.STALE);
    }

    @Test
    void what_was_saved_without_keys_is_sealed_when_there_are_some_if_that_is_allowed() {
        Domain clear = domain.with(StoreSettings.Sealing.NONE);
        save(clear, "s", Optional.empty());
        assertThat(domain.schedules.sealAnew()).isZero();
        assertThat(find(domain, "s").isReadable()).isFalse();
        Domain tolerant = domain.with(new StoreSettings.Sealing(SecretKeys.of("aes-1"), SecretKeys.of("mac-1"), false));
        assertThat(tolerant.schedules.sealAnew()).isEqualTo(1);
        assertThat(find(domain, "s").isReadable()).isTrue();
    }

    @Test
    void what_is_sealed_is_kept_in_clear_again_when_keys_go() {
        save("s");
        Domain verifying = domain.with(new StoreSettings.Sealing(KeyRing.NONE, KeyRing.NONE, true));
        assertThat(verifying.schedules.sealAnew()).isZero(); // It cannot read it.
        Domain off = domain.with(new StoreSettings.Sealing(SecretKeys.none("aes-1"), KeyRing.NONE, true));
        assertThat(off.schedules.sealAnew()).isEqualTo(1);
        Domain clear = domain.with(StoreSettings.Sealing.NONE);
        assertThat(find(clear, "s").task().arguments()).isEqualTo("[\"a secret\"]");
        assertThat(List.of(tick(clear, "s"))).containsExactly(TickOutcome.DISPATCHED);
    }
}
