package io.dibs.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.dibs.TaskState;
import io.dibs.store.Domain;
import io.dibs.store.StoredTask;
import io.dibs.store.TaskStore;

/** C08, C22: tasks that ignore that they were told to stop. */
class StuckTaskTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CountDownLatch mayEnd = new CountDownLatch(1);

    private String swallow() {
        while (true) {
            try {
                mayEnd.await();
                return "\"done all the same\"";
            } catch (InterruptedException e) {
                // That is the point.
            }
        }
    }

    @Test
    void it_keeps_its_resources_and_thread_but_takes_no_slot_from_others() {
        try (RunningPool pool = new RunningPool(1, LONG)) {
            UUID stuck = pool.dispatch(context -> swallow(), "a");
            pool.await(stuck, TaskState.RUNNING);
            UUID behind = pool.dispatch(context -> "", "a");
            UUID other = pool.dispatch(context -> "", "b");
            pool.domain.tasks.cancel(stuck);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(pool.task(other).state()).isEqualTo(TaskState.COMPLETED));
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(pool.task(stuck).stack().orElse("")).contains("StuckTaskTest.swallow"));
            StoredTask task = pool.task(stuck);
            assertThat(task.state()).isEqualTo(TaskState.CANCELING);
            assertThat(task.time("canceling")).isPresent();
            assertThat(task.time("stack_at")).isPresent();
            assertThat(pool.task(behind).state()).isEqualTo(TaskState.WAITING);

            long before = living(pool);
            mayEnd.countDown();
            assertThat(pool.await(stuck, TaskState.CANCELED).json("result")).isEmpty();
            pool.await(behind, TaskState.COMPLETED);
            await().atMost(PATIENCE).until(() -> living(pool) == before - 1);
        }
    }

    private static long living(RunningPool pool) {
        return pool.threads.stream().filter(Thread::isAlive).count();
    }

    @Test
    void its_worker_says_so_when_it_renews_its_lease() {
        try (RunningPool pool = new RunningPool(Domain.fresh(), 1, LONG, Duration.ofSeconds(3), false)) {
            UUID stuck = pool.dispatch(context -> swallow());
            pool.await(stuck, TaskState.RUNNING);
            pool.domain.tasks.cancel(stuck);
            await().atMost(PATIENCE)
                    .until(() -> pool.domain.workers.list().workers().get(0).stuck() == 1);
            mayEnd.countDown();
            await().atMost(PATIENCE)
                    .until(() -> pool.domain.workers.list().workers().get(0).stuck() == 0);
        }
    }

    @Test
    void no_more_slots_are_replaced_than_there_are() {
        try (RunningPool pool = new RunningPool(2, LONG)) {
            for (int round = 0; round < 2; round++) {
                List<UUID> stuck = IntStream.range(0, 2)
                        .mapToObj(i -> pool.dispatch(context -> swallow()))
                        .toList();
                stuck.forEach(id -> pool.await(id, TaskState.RUNNING));
                stuck.forEach(pool.domain.tasks::cancel);
            }
            UUID starved = pool.dispatch(context -> "");
            await().pollDelay(Duration.ofSeconds(8))
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(pool.task(starved).state()).isEqualTo(TaskState.WAITING));
            mayEnd.countDown();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(pool.task(starved).state()).isEqualTo(TaskState.COMPLETED));
        }
    }

    @Test
    void an_operator_gives_it_up_and_those_behind_it_run() {
        try (RunningPool pool = new RunningPool(2, LONG)) {
            UUID stuck = pool.dispatch(context -> swallow(), "a");
            pool.await(stuck, TaskState.RUNNING);
            UUID behind = pool.dispatch(context -> "", "a");
            pool.domain.tasks.cancel(stuck);
            assertThat(pool.domain
                            .tasks
                            .abandon(stuck, "{\"reason\":\"Given up.\"}")
                            .outcome())
                    .isEqualTo(TaskStore.AbandonOutcome.ABANDONED);
            pool.await(behind, TaskState.COMPLETED);
            assertThat(pool.task(stuck).state()).isEqualTo(TaskState.CANCELED);

            mayEnd.countDown();
            pool.await(pool.dispatch(context -> "", "a"), TaskState.COMPLETED);
            assertThat(pool.task(stuck).json("result")).isEmpty();
            assertThat(pool.task(stuck).json("error")).contains("{\"reason\":\"Given up.\"}");
        }
    }
}
