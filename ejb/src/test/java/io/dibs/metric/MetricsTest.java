package io.dibs.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class MetricsTest {
    private final RecordedMeters recorded = new RecordedMeters();
    private final Metrics metrics = new Metrics(recorded);

    @Test
    void what_becomes_of_tasks_is_counted_by_name_and_outcome() {
        metrics.dispatched("A.a");
        metrics.started("A.a");
        metrics.finished("A.a", TaskOutcome.FAILED, Duration.ofSeconds(2).toNanos());
        metrics.started("B.b");

        assertThat(recorded.count("dibs_tasks_dispatched{task=A.a}")).isEqualTo(1);
        assertThat(recorded.count("dibs_tasks_started{task=A.a}")).isEqualTo(1);
        assertThat(recorded.count("dibs_tasks_started{task=B.b}")).isEqualTo(1);
        assertThat(recorded.count("dibs_tasks_finished{outcome=failed, task=A.a}"))
                .isEqualTo(1);
        assertThat(recorded.count("dibs_tasks_finished{outcome=completed, task=A.a}"))
                .isZero();
        assertThat(recorded.value("dibs_task_run_seconds_sum{task=A.a}")).isEqualTo(2);
    }

    @Test
    void buckets_count_all_that_took_up_to_their_bound() {
        metrics.waited(0, Duration.ofMillis(100).toNanos());
        metrics.waited(0, Duration.ofMillis(101).toNanos());
        metrics.waited(0, Duration.ofDays(1).toNanos());

        String buckets = "dibs_task_worker_wait_seconds_bucket{le=";
        assertThat(recorded.value(buckets + "0.05}")).isZero();
        assertThat(recorded.value(buckets + "0.1}")).isEqualTo(1);
        assertThat(recorded.value(buckets + "0.5}")).isEqualTo(2);
        assertThat(recorded.value(buckets + "14400}")).isEqualTo(2);
        assertThat(recorded.value(buckets + "+Inf}")).isEqualTo(3);
        assertThat(recorded.value("dibs_task_worker_wait_seconds_count{}")).isEqualTo(3);
        assertThat(recorded.value("dibs_task_resource_wait_seconds_bucket{le=0.01}"))
                .isEqualTo(3);
    }

    @Test
    void names_beyond_two_hundred_are_counted_as_one() {
        for (int i = 0; i < Metrics.MOST_NAMES + 50; i++) {
            metrics.started("A.a" + i);
        }
        metrics.started("A.a7");

        assertThat(recorded.series("dibs_tasks_started")).isEqualTo(Metrics.MOST_NAMES + 1);
        assertThat(recorded.count("dibs_tasks_started{task=other}")).isEqualTo(50);
        assertThat(recorded.count("dibs_tasks_started{task=A.a7}")).isEqualTo(2);
    }

    @Test
    void errors_that_may_come_begin_at_none() {
        assertThat(recorded.series("dibs_redis_errors{kind=timeout}")).isEqualTo(1);
        assertThat(recorded.series("dibs_redis_errors{kind=oom}")).isEqualTo(1);
    }

    @Test
    void leases_recoveries_scripts_and_errors_are_counted() {
        metrics.renewed(true);
        metrics.renewed(false);
        metrics.recovered(3);
        metrics.script("exchange", Duration.ofMillis(2).toNanos());
        metrics.redisError("oom");

        assertThat(recorded.count("dibs_lease_renewals{result=ok}")).isEqualTo(1);
        assertThat(recorded.count("dibs_lease_renewals{result=failed}")).isEqualTo(1);
        assertThat(recorded.count("dibs_recovered_tasks{}")).isEqualTo(3);
        assertThat(recorded.value("dibs_redis_script_seconds_count{script=exchange}"))
                .isEqualTo(1);
        assertThat(recorded.count("dibs_redis_errors{kind=oom}")).isEqualTo(1);
    }
}
