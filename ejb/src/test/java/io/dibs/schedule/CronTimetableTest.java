package io.dibs.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.dibs.Timing;

class CronTimetableTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static List<Instant> ticks(String expression, ZoneId zone, String after, int count) {
        Timetable timetable = Timetable.of(Timing.cron(expression, zone), Instant.EPOCH);
        List<Instant> ticks = new ArrayList<>();
        Instant last = OffsetDateTime.parse(after).toInstant();
        for (int i = 0; i < count; i++) {
            last = timetable.next(last).orElseThrow();
            ticks.add(last);
        }
        return ticks;
    }

    private static List<Instant> instants(String texts) {
        return Arrays.stream(texts.split(" "))
                .map(text -> OffsetDateTime.parse(text).toInstant())
                .toList();
    }

    /** 29 March 2026: at 02:00+01:00 it is 03:00+02:00. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30 1 * * *    | 2026-03-29T00:00+01:00 | 2026-03-29T01:30+01:00 2026-03-30T01:30+02:00",
                "0 2 * * *     | 2026-03-29T00:00+01:00 | 2026-03-29T03:00+02:00 2026-03-30T02:00+02:00",
                "30 2 * * *    | 2026-03-28T03:00+01:00 | 2026-03-29T03:00+02:00 2026-03-30T02:30+02:00",
                "0 3 * * *     | 2026-03-29T00:00+01:00 | 2026-03-29T03:00+02:00 2026-03-30T03:00+02:00",
                // Several that do not exist, and one that is just then, are one.
                "*/20 2,3 * * *| 2026-03-29T00:00+01:00 | 2026-03-29T03:00+02:00 2026-03-29T03:20+02:00",
                "30 */2 * * *  | 2026-03-29T00:00+01:00 | 2026-03-29T00:30+01:00 2026-03-29T03:00+02:00 2026-03-29T04:30+02:00",
                // As time passes.
                "0 * * * *     | 2026-03-29T00:30+01:00 | 2026-03-29T01:00+01:00 2026-03-29T03:00+02:00 2026-03-29T04:00+02:00",
                "30 * * * *    | 2026-03-29T00:30+01:00 | 2026-03-29T01:30+01:00 2026-03-29T03:30+02:00 2026-03-29T04:30+02:00",
                "*/30 * 29 3 * | 2026-03-29T01:00+01:00 | 2026-03-29T01:30+01:00 2026-03-29T03:00+02:00 2026-03-29T03:30+02:00"
            })
    void a_time_that_does_not_exist_is_due_when_the_clock_has_jumped_over_it(
            String expression, String after, String expected) {
        List<Instant> instants = instants(expected);
        assertThat(ticks(expression, BERLIN, after, instants.size())).isEqualTo(instants);
    }

    /** 25 October 2026: at 03:00+02:00 it is 02:00+01:00. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30 1 * * *    | 2026-10-25T00:00+02:00 | 2026-10-25T01:30+02:00 2026-10-26T01:30+01:00",
                "0 2 * * *     | 2026-10-25T00:00+02:00 | 2026-10-25T02:00+02:00 2026-10-26T02:00+01:00",
                "30 2 * * *    | 2026-10-24T03:00+02:00 | 2026-10-25T02:30+02:00 2026-10-26T02:30+01:00",
                "30 2 * * *    | 2026-10-25T02:00+01:00 | 2026-10-26T02:30+01:00",
                "0 3 * * *     | 2026-10-25T00:00+02:00 | 2026-10-25T03:00+01:00 2026-10-26T03:00+01:00",
                "*/30 2,3 * * *| 2026-10-25T00:00+02:00 | 2026-10-25T02:00+02:00 2026-10-25T02:30+02:00 2026-10-25T03:00+01:00",
                // As time passes.
                "0 * * * *     | 2026-10-25T01:30+02:00 | 2026-10-25T02:00+02:00 2026-10-25T02:00+01:00 2026-10-25T03:00+01:00",
                "30 * * * *    | 2026-10-25T02:00+02:00 | 2026-10-25T02:30+02:00 2026-10-25T02:30+01:00 2026-10-25T03:30+01:00",
                "30 * 25 10 *  | 2026-10-25T02:45+02:00 | 2026-10-25T02:30+01:00 2026-10-25T03:30+01:00",
                "59 * * * *    | 2026-10-25T02:58+02:00 | 2026-10-25T02:59+02:00 2026-10-25T02:59+01:00"
            })
    void a_time_that_exists_twice_is_due_once_unless_every_hour_is(String expression, String after, String expected) {
        List<Instant> instants = instants(expected);
        assertThat(ticks(expression, BERLIN, after, instants.size())).isEqualTo(instants);
    }

    /** Whatever the clocks do: no minute of a day without its tick, none with two. */
    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "UTC", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia"})
    void over_years_each_day_has_its_tick_and_each_hour_too(String zone) {
        ZoneId id = ZoneId.of(zone);
        List<Instant> hourly = ticks("15 * * * *", id, "2026-01-01T00:00Z", 24 * 370);
        for (int i = 1; i < hourly.size(); i++) {
            assertThat(Duration.between(hourly.get(i - 1), hourly.get(i)))
                    .isBetween(Duration.ofMinutes(30), Duration.ofMinutes(90));
        }
        List<Instant> daily = ticks("30 2 * * *", id, "2026-01-01T00:00Z", 800);
        for (int i = 1; i < daily.size(); i++) {
            assertThat(Duration.between(daily.get(i - 1), daily.get(i)))
                    .isBetween(Duration.ofHours(23), Duration.ofHours(25));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 0 29 2 *   | 2026-03-01T00:00Z | 2028-02-29T00:00Z 2032-02-29T00:00Z",
                "0 0 * * 7    | 2026-03-01T00:00Z | 2026-03-08T00:00Z",
                "0 0 * * SUN  | 2026-03-01T00:00Z | 2026-03-08T00:00Z",
                "0 0 13 * 5   | 2026-03-01T00:00Z | 2026-03-06T00:00Z 2026-03-13T00:00Z 2026-03-20T00:00Z",
                "5/20 * * * * | 2026-03-01T00:00Z | 2026-03-01T00:05Z 2026-03-01T00:25Z 2026-03-01T00:45Z",
                "0 9-17/4 * JAN MON-FRI | 2026-03-01T00:00Z | 2027-01-01T09:00Z 2027-01-01T13:00Z 2027-01-01T17:00Z"
            })
    void an_expression_means_what_it_means_to_cron(String expression, String after, String expected) {
        List<Instant> instants = instants(expected);
        assertThat(ticks(expression, ZoneId.of("UTC"), after, instants.size())).isEqualTo(instants);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * * 13 *",
                "* * * * 8",
                "a b c d e",
                "@daily",
                "*/0 * * * *",
                "10-5 * * * *",
                "0 0 L * *",
                "0 0 ? * 1",
                "1, * * * *",
                "-1 * * * *"
            })
    void what_is_no_expression_is_refused_in_its_own_words(String expression) {
        assertThatThrownBy(() -> Timetable.of(Timing.cron(expression, BERLIN), Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + expression.strip() + "' is no cron expression of five fields");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 30 2 *", "0 * 31 4,6,9,11 *"})
    void a_time_that_never_comes_is_refused(String expression) {
        assertThatThrownBy(() -> Timetable.of(Timing.cron(expression, BERLIN), Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("never comes");
    }

    @Test
    void an_interval_is_counted_from_its_anchor_and_one_time_comes_once() {
        Instant anchor = Instant.parse("2026-11-24T10:00:07Z");
        Timetable every = Timetable.of(Timing.every(Duration.ofMinutes(10)), anchor);
        assertThat(every.next(anchor)).contains(anchor.plusSeconds(600));
        assertThat(every.next(anchor.plusSeconds(599))).contains(anchor.plusSeconds(600));
        assertThat(every.next(anchor.plusSeconds(600))).contains(anchor.plusSeconds(1200));
        assertThat(every.next(anchor.minusSeconds(1))).contains(anchor);
        Timetable once = Timetable.of(Timing.at(anchor), Instant.EPOCH);
        assertThat(once.next(anchor.minusNanos(1000))).contains(anchor);
        assertThat(once.next(anchor)).isEqualTo(Optional.empty());
    }
}
