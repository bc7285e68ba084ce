package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.dibs.TaskFilter;
import io.dibs.TaskQuery;
import io.dibs.TaskState;

class RetentionTest {
    private static List<UUID> complete(Domain domain, int count) {
        Domain.TestWorker worker = domain.worker();
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    UUID id = domain.dispatch("a");
                    worker.complete(worker.claimOne());
                    return id;
                })
                .toList();
    }

    private static List<UUID> kept(Domain domain, TaskState state) {
        return domain.tasks.list(TaskQuery.of(TaskFilter.where().state(state).build())).tasks().stream()
                .map(StoredTask::id)
                .toList();
    }

    private static Domain keeping(int completed, int failed, int canceled) {
        return Domain.fresh(new StoreSettings.Retention(completed, failed, canceled, Duration.ofDays(30)));
    }

    @Test
    void the_newest_are_kept_by_number_for_each_state() {
        try (Domain domain = keeping(2, 3, 4)) {
            List<UUID> completed = complete(domain, 5);
            Domain.TestWorker worker = domain.worker();
            List<UUID> failed = IntStream.range(0, 5)
                    .mapToObj(i -> {
                        UUID id = domain.dispatch();
                        worker.fail(worker.claimOne());
                        return id;
                    })
                    .toList();
            List<UUID> canceled = IntStream.range(0, 5)
                    .mapToObj(i -> {
                        UUID id = domain.dispatch();
                        domain.tasks.cancel(id);
                        return id;
                    })
                    .toList();
            assertThat(kept(domain, TaskState.COMPLETED)).containsExactly(completed.get(4), completed.get(3));
            assertThat(kept(domain, TaskState.FAILED)).containsExactly(failed.get(4), failed.get(3), failed.get(2));
            assertThat(kept(domain, TaskState.CANCELED)).hasSize(4).doesNotContain(canceled.get(0));
            Audit.assertSound(domain);
        }
    }

    @Test
    void tasks_that_are_not_final_are_never_forgotten() {
        try (Domain domain = keeping(0, 0, 0)) {
            UUID running = domain.dispatch("b");
            domain.worker().claimAll();
            UUID waiting = domain.dispatch("b");
            assertThat(complete(domain, 3))
                    .allSatisfy(id -> assertThat(domain.tasks.find(id)).isEmpty());
            assertThat(domain.state(running)).isEqualTo(TaskState.RUNNING);
            assertThat(domain.state(waiting)).isEqualTo(TaskState.WAITING);
            Audit.assertSound(domain);
        }
    }

    @Test
    void a_smaller_limit_is_reached_little_by_little() {
        try (Domain domain = keeping(10, 10, 10)) {
            complete(domain, 10);
            Domain.TestWorker worker = domain.worker();
            WorkerStore stricter =
                    new WorkerStore(domain.redis, new StoreSettings.Retention(2, 2, 2, Duration.ofDays(1)));
            IntStream.range(0, 10).forEach(i -> {
                domain.dispatch();
                stricter.exchange(
                        worker.registration,
                        worker.request(0, List.of(), Domain.outcome(worker.claimOne(), Exchange.Ending.COMPLETED, "")));
            });
            assertThat(kept(domain, TaskState.COMPLETED)).hasSize(2);
            Audit.assertSound(domain);
        }
    }

    @Test
    void those_that_are_too_old_are_forgotten_by_the_sweep() {
        try (Domain domain = keeping(10, 10, 10)) {
            List<UUID> ids = complete(domain, 3);
            domain.redis.call(r ->
                    r.zadd(domain.redis.key("done:completed"), 1, ids.get(0).toString()));
            domain.sweep();
            assertThat(kept(domain, TaskState.COMPLETED)).containsExactly(ids.get(2), ids.get(1));
            Audit.assertSound(domain);
        }
    }

    @Test
    void each_state_has_an_age_of_its_own() {
        StoreSettings.Ages ages = new StoreSettings.Ages(Duration.ofDays(1), Duration.ofDays(3), Duration.ofDays(2));
        try (Domain domain = Domain.fresh(new StoreSettings.Retention(10, 10, 10, ages))) {
            Domain.TestWorker worker = domain.worker();
            domain.dispatch();
            worker.complete(worker.claimOne());
            domain.dispatch();
            worker.fail(worker.claimOne());
            domain.tasks.cancel(domain.dispatch());

            endedDaysAgo(domain, 2.5);
            domain.sweep();
            assertThat(kept(domain, TaskState.COMPLETED)).isEmpty();
            assertThat(kept(domain, TaskState.FAILED)).hasSize(1);
            assertThat(kept(domain, TaskState.CANCELED)).isEmpty();

            endedDaysAgo(domain, 3.5);
            domain.sweep();
            assertThat(kept(domain, TaskState.FAILED)).isEmpty();
            domain.workers.unregister(worker.incarnation());
            Keys.assertNothingLeft(domain);
        }
    }

    private static void endedDaysAgo(Domain domain, double days) {
        double then =
                System.currentTimeMillis() * 1000.0 - days * Duration.ofDays(1).toNanos() / 1000;
        for (TaskState state : TaskState.values()) {
            String done = domain.redis.key("done:" + state.text());
            domain.redis.call(r -> r.zrange(done, 0, -1)).forEach(id -> domain.redis.call(r -> r.zadd(done, then, id)));
        }
    }

    @Test
    void the_sweep_comes_down_to_a_smaller_limit_when_nothing_ends_any_more() {
        try (Domain domain = keeping(1000, 1000, 1000)) {
            List<UUID> ids = complete(domain, 250);
            WorkerStore stricter =
                    new WorkerStore(domain.redis, new StoreSettings.Retention(2, 2, 2, Duration.ofDays(1)));
            assertThat(stricter.sweep(Domain.MISSING, Domain.POISON).more()).isTrue();
            assertThat(stricter.sweep(Domain.MISSING, Domain.POISON).more()).isTrue();
            assertThat(stricter.sweep(Domain.MISSING, Domain.POISON).more()).isFalse();
            assertThat(kept(domain, TaskState.COMPLETED)).containsExactly(ids.get(249), ids.get(248));
            Audit.assertSound(domain);
        }
    }

    @Test
    void an_age_of_nothing_forgets_all_of_them_in_bounded_steps() {
        try (Domain domain = Domain.fresh(new StoreSettings.Retention(1000, 1000, 1000, Duration.ZERO))) {
            UUID parent = domain.dispatch();
            Flood.dispatch(domain, 250, i -> domain.task().parent(parent));
            Domain.TestWorker worker = domain.worker();
            Exchange.Outcome[] outcomes = worker.claim(251).stream()
                    .map(claim -> Domain.outcome(claim, Exchange.Ending.COMPLETED, ""))
                    .toArray(Exchange.Outcome[]::new);
            worker.exchange(0, List.of(), outcomes);
            await().until(() -> {
                Recovery.Swept swept = domain.workers.sweep(Domain.MISSING, Domain.POISON);
                return !swept.more() && kept(domain, TaskState.COMPLETED).isEmpty();
            });
            domain.workers.unregister(worker.incarnation());
            Keys.assertNothingLeft(domain);
        }
    }
}
