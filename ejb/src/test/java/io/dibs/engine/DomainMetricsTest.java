package io.dibs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.metric.Meters;
import io.dibs.metric.RecordedMeters;
import io.dibs.problem.FoundProblems;
import io.dibs.store.Domain;
import io.dibs.store.ProblemStore;
import io.dibs.store.QueueStore;
import io.dibs.store.StatisticsStore;
import io.dibs.store.StoreSettings;
import io.dibs.store.TaskStore;

/** What every process tells of the domain, and what it does not know. */
class DomainMetricsTest {
    private static final String STUCK = "dibs_problems{kind=worker_stuck, severity=error}";

    private final Domain domain = Domain.fresh();
    private final RecordedMeters recorded = new RecordedMeters();

    @AfterEach
    void close() {
        domain.close();
    }

    /** As they are exported by a process that asks this domain. */
    private void export(Domain asked, QueueStore queues) {
        new DomainMetrics(
                        new StoredStatistics(new StatisticsStore(asked.redis)),
                        new StoredQueues(queues, asked.workers),
                        new FoundProblems(new ProblemStore(asked.redis))::list,
                        new MetricExport(null) {
                            @Override
                            Meters meters() {
                                return recorded;
                            }
                        })
                .open();
    }

    private void found(ProblemStore.Found... found) {
        ProblemStore store = new ProblemStore(domain.redis);
        UUID look = UUID.randomUUID();
        assertThat(store.begin(look, Duration.ZERO)).isEmpty();
        store.end(look, Duration.ZERO, List.of(found));
    }

    private static ProblemStore.Found stuck(String worker) {
        return new ProblemStore.Found(
                "worker_stuck:" + worker,
                true,
                "{\"kind\":\"WORKER_STUCK\",\"message\":\"-\",\"remedy\":\"-\",\"type\":\"WORKER\",\"name\":\"" + worker
                        + "\"}");
    }

    @Test
    void problems_are_counted_by_kind_and_those_that_are_not_there_as_none() {
        found(stuck("a"), stuck("b"));
        export(domain, domain.tasks.queues());
        assertThat(recorded.value(STUCK)).isEqualTo(2);
        assertThat(recorded.value("dibs_problems{kind=lease_lost, severity=warning}"))
                .isZero();
    }

    @Test
    void while_nobody_looks_there_is_no_number_of_problems() {
        export(domain, domain.tasks.queues());
        assertThat(recorded.value(STUCK)).isNaN();
        assertThat(recorded.value("dibs_redis_up{}")).isEqualTo(1);
    }

    @Test
    void where_there_are_too_many_tasks_to_count_queues_by_all_else_is_told() {
        domain.dispatch();
        domain.dispatch();
        found();
        TaskStore small = new TaskStore(domain.redis, domain.settings.retention(), StoreSettings.Replication.NONE, 1);
        export(domain, small.queues());
        assertThat(recorded.value("dibs_domain_tasks{state=ready}")).isEqualTo(2);
        assertThat(recorded.value("dibs_demand{}")).isNaN();
        assertThat(recorded.value(STUCK)).isZero();
    }

    @Test
    void while_redis_is_away_there_are_no_numbers() {
        Domain away = domain.through("redis://127.0.0.1:1", Duration.ofMillis(200));
        export(away, away.tasks.queues());
        assertThat(recorded.value("dibs_redis_up{}")).isZero();
        assertThat(recorded.value(STUCK)).isNaN();
        away.redis.close();
    }
}
