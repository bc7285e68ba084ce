package io.dibs.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import io.dibs.Reservation;
import io.dibs.ResourceTakenException;
import io.dibs.TaskCanceledException;
import io.dibs.TaskState;

class ReserveWhileRunningTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void a_task_has_what_it_reserved_for_itself_until_it_ends() throws Exception {
        try (RunningPool pool = new RunningPool(2, LONG)) {
            CountDownLatch reserved = new CountDownLatch(1);
            CountDownLatch mayEnd = new CountDownLatch(1);
            UUID creator = pool.dispatch(
                    context -> {
                        context.reserve("new", "newer");
                        context.reserve("new", "parent"); // What it has already does no harm.
                        reserved.countDown();
                        mayEnd.await();
                        return "";
                    },
                    "parent");
            reserved.await();
            UUID user = pool.dispatch(context -> "", "new");
            assertThat(pool.domain.tasks.line("new", 5).holders())
                    .extracting(each -> each.task().id())
                    .containsExactly(creator);
            assertThat(pool.task(creator).reservations())
                    .extracting(Reservation::text)
                    .containsExactly("parent", "new", "newer");
            assertThat(pool.task(user).state()).isEqualTo(TaskState.WAITING);
            mayEnd.countDown();
            pool.await(user, TaskState.COMPLETED);
            assertThat(pool.domain.tasks.line("newer", 5).holders()).isEmpty();
        }
    }

    @Test
    void a_resource_that_another_task_has_or_waits_for_is_refused_and_nothing_is_reserved() throws Exception {
        try (RunningPool pool = new RunningPool(2, LONG)) {
            CountDownLatch mayEnd = new CountDownLatch(1);
            UUID holder = pool.dispatch(
                    context -> {
                        mayEnd.await();
                        return "";
                    },
                    "taken");
            pool.await(holder, TaskState.RUNNING);
            UUID asking = pool.dispatch(context -> {
                assertThatThrownBy(() -> context.reserve("free", "taken"))
                        .isInstanceOf(ResourceTakenException.class)
                        .hasMessageContaining("'taken'");
                return "";
            });
            pool.await(asking, TaskState.COMPLETED);
            assertThat(pool.task(asking).reservations()).isEmpty();
            assertThat(pool.domain.tasks.line("free", 5).holders()).isEmpty();
            mayEnd.countDown();
        }
    }

    @Test
    void a_task_that_is_to_stop_reserves_nothing_more() {
        try (RunningPool pool = new RunningPool(1, LONG)) {
            CountDownLatch canceled = new CountDownLatch(1);
            UUID task = pool.dispatch(context -> {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    assertThatThrownBy(() -> context.reserve("late")).isInstanceOf(TaskCanceledException.class);
                    canceled.countDown();
                }
                return "";
            });
            pool.await(task, TaskState.RUNNING);
            pool.domain.tasks.cancel(task);
            pool.await(task, TaskState.CANCELED);
            assertThat(canceled.getCount()).isZero();
            assertThat(pool.domain.tasks.line("late", 5).holders()).isEmpty();
        }
    }
}
