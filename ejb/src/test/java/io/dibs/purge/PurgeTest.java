package io.dibs.purge;

import static io.dibs.TaskState.CANCELED;
import static io.dibs.TaskState.COMPLETED;
import static io.dibs.TaskState.FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.sun.management.ThreadMXBean;

import io.dibs.RetryPolicy;
import io.dibs.TaskCanceledException;
import io.dibs.TaskPurge;
import io.dibs.TaskState;
import io.dibs.store.Attributes;
import io.dibs.store.Domain;
import io.dibs.store.Exchange;
import io.dibs.store.FinalTasks;
import io.dibs.store.NewTask;
import io.dibs.store.PurgeStore;
import io.dibs.store.StoreSettings;

class PurgeTest {
    private static final Optional<String> NOBODY = Optional.empty();
    private static final TaskPurge ALL = TaskPurge.of(COMPLETED, FAILED, CANCELED);

    private final Domain domain =
            Domain.fresh(new StoreSettings.Retention(10_000_000, 10_000_000, 10_000_000, Duration.ofDays(36_500)));
    private final Domain.TestWorker worker = domain.worker();

    @AfterEach
    void close() {
        domain.close();
    }

    private static Instant daysAgo(int days) {
        return Instant.now().minus(Duration.ofDays(days));
    }

    private Exchange.Claimed claimed() {
        domain.tasks.dispatch(new NewTask(
                UUID.randomUUID(),
                "io.dibs.purge.Purge#run",
                "[]",
                "default",
                0,
                List.of(),
                Attributes.NONE.with(RetryPolicy.fixed(3, Duration.ZERO)),
                Optional.empty()));
        return worker.claimOne();
    }

    private PurgeContext context() {
        return new PurgeContext(claimed(), () -> {});
    }

    private Map<String, Long> run(TaskPurge purge, PurgeContext context) {
        return new Purge(domain.tasks, new PurgeStore(domain.redis), context.asTaskContext).run(purge);
    }

    private Map<String, Long> run(TaskPurge purge) {
        return run(purge, context());
    }

    /** Runs something before that step of a purge. */
    private static Runnable atStep(int step, Runnable action) {
        int[] steps = {0};
        return () -> {
            if (++steps[0] == step) {
                action.run();
            }
        };
    }

    @Test
    void a_hundred_thousand_tasks_go_in_little_memory_and_nothing_else_does() {
        FinalTasks.endedSince(domain, COMPLETED, daysAgo(90), 60_000, NOBODY);
        FinalTasks.endedSince(domain, FAILED, daysAgo(90), 20_000, NOBODY);
        FinalTasks.endedSince(domain, CANCELED, daysAgo(90), 20_000, NOBODY);
        for (TaskState state : ALL.states()) {
            FinalTasks.endedSince(domain, state, daysAgo(2), 500, NOBODY);
        }
        UUID running = domain.dispatch("a");
        worker.claimOne();
        UUID blocked = domain.dispatch("a");
        PurgeContext context = context();

        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Map<String, Long> deleted = run(ALL, context);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(deleted)
                .containsExactly(
                        Map.entry("completed", 60_000L), Map.entry("failed", 20_000L), Map.entry("canceled", 20_000L));
        // All that it ever made, garbage included: less than the ids of the tasks alone would need.
        assertThat(allocated).isLessThan(100_000 * 36);
        assertThat(context.report()).isEqualTo("completed 100000 of 100000");
        for (TaskState state : ALL.states()) {
            assertThat(FinalTasks.count(domain, state)).isEqualTo(500);
        }
        assertThat(FinalTasks.countTasks(domain)).isEqualTo(3 * 500 + 3);
        assertThat(domain.state(running)).isEqualTo(TaskState.RUNNING);
        assertThat(domain.state(blocked)).isEqualTo(TaskState.WAITING);
        domain.assertSound();
    }

    @Test
    void only_the_states_that_are_meant_go() {
        FinalTasks.endedSince(domain, COMPLETED, daysAgo(90), 10, NOBODY);
        FinalTasks.endedSince(domain, FAILED, daysAgo(90), 10, NOBODY);
        assertThat(run(TaskPurge.completed())).containsExactly(Map.entry("completed", 10L));
        assertThat(FinalTasks.count(domain, FAILED)).isEqualTo(10);
    }

    @Test
    void only_the_tasks_of_the_owner_go_also_where_all_ended_at_the_same_time() {
        Optional<String> alice = Optional.of("alice");
        for (int i = 0; i < 3; i++) {
            FinalTasks.endedAtOnce(domain, COMPLETED, daysAgo(90), 400, NOBODY);
            FinalTasks.endedAtOnce(domain, COMPLETED, daysAgo(90), 400, alice);
            FinalTasks.endedSince(domain, COMPLETED, daysAgo(80), 400, Optional.of("alice2"));
            FinalTasks.endedSince(domain, COMPLETED, daysAgo(80), 400, alice);
        }
        PurgeContext context = context();
        assertThat(run(TaskPurge.completed().ownedBy("alice"), context)).containsExactly(Map.entry("completed", 2400L));
        assertThat(context.report()).isEqualTo("completed 4800 of 4800");
        assertThat(FinalTasks.count(domain, COMPLETED)).isEqualTo(2400);
        assertThat(run(TaskPurge.completed().ownedBy("alice"))).containsExactly(Map.entry("completed", 0L));
        domain.assertSound();
    }

    @Test
    void tasks_that_go_away_meanwhile_do_not_make_it_miss_others() {
        FinalTasks.endedAtOnce(domain, COMPLETED, daysAgo(90), 2000, NOBODY);
        FinalTasks.endedAtOnce(domain, COMPLETED, daysAgo(90), 1000, Optional.of("alice"));
        Runnable another = atStep(3, () -> run(TaskPurge.completed().ownedBy("alice")));
        PurgeContext context = new PurgeContext(claimed(), another);
        FinalTasks.endedAtOnce(domain, COMPLETED, daysAgo(90), 1000, Optional.of("bob"));
        assertThat(run(TaskPurge.completed().ownedBy("bob"), context)).containsExactly(Map.entry("completed", 1000L));
        assertThat(FinalTasks.count(domain, COMPLETED)).isEqualTo(2000);
    }

    @Test
    void what_ends_after_it_was_dispatched_stays() {
        FinalTasks.endedSince(domain, COMPLETED, daysAgo(1), 10, NOBODY);
        PurgeContext context = context();
        domain.dispatch();
        worker.complete(worker.claimOne());
        TaskPurge future = TaskPurge.completed().finishedBefore(Instant.now().plus(Duration.ofDays(1)));
        assertThat(run(future, context)).containsExactly(Map.entry("completed", 10L));
        assertThat(FinalTasks.count(domain, COMPLETED)).isEqualTo(1);
    }

    @Test
    void two_at_once_delete_each_task_once() {
        FinalTasks.endedSince(domain, COMPLETED, daysAgo(90), 20_000, NOBODY);
        PurgeContext one = context();
        PurgeContext other = context();
        CompletableFuture<Map<String, Long>> first = CompletableFuture.supplyAsync(() -> run(ALL, one));
        long second = run(ALL, other).get("completed");
        assertThat(first.join().get("completed") + second).isEqualTo(20_000);
        assertThat(FinalTasks.count(domain, COMPLETED)).isZero();
        domain.assertSound();
    }

    @Test
    void an_attempt_after_one_that_was_lost_goes_on_there_and_counts_all() {
        FinalTasks.endedSince(domain, COMPLETED, daysAgo(90), 1000, NOBODY);
        FinalTasks.endedSince(domain, FAILED, daysAgo(90), 1000, NOBODY);
        Exchange.Claimed claim = claimed();
        PurgeContext lost = new PurgeContext(claim, atStep(6, () -> {
            worker.expire();
            domain.sweep();
        }));
        assertThatThrownBy(() -> run(ALL, lost)).hasMessageContaining("another execution of it is the current one");
        long left = FinalTasks.count(domain, FAILED);
        assertThat(left).isEqualTo(1000 - 300);

        PurgeContext next = new PurgeContext(domain.worker().claimOne(), () -> {});
        assertThat(next.taskId()).isEqualTo(claim.task());
        assertThat(run(ALL, next)).containsEntry("completed", 1000L).containsEntry("failed", 1000L);
        assertThat(next.report()).isEqualTo("completed 2000 of 2000");
        domain.assertSound();
    }

    @Test
    void it_can_be_canceled_between_two_steps() {
        FinalTasks.endedSince(domain, COMPLETED, daysAgo(90), 1000, NOBODY);
        PurgeContext[] context = new PurgeContext[1];
        context[0] = new PurgeContext(claimed(), atStep(3, () -> context[0].cancel()));
        assertThatThrownBy(() -> run(ALL, context[0])).isInstanceOf(TaskCanceledException.class);
        assertThat(FinalTasks.count(domain, COMPLETED)).isEqualTo(400);
        assertThat(context[0].report()).isEqualTo("open 600 of 1000");
    }

    @Test
    void one_that_is_told_to_stop_deletes_no_more() {
        FinalTasks.endedSince(domain, COMPLETED, daysAgo(90), 10, NOBODY);
        PurgeContext context = context();
        domain.tasks.cancel(context.taskId());
        assertThatThrownBy(() -> run(ALL, context)).isInstanceOf(IllegalStateException.class);
        assertThat(FinalTasks.count(domain, COMPLETED)).isEqualTo(10);
    }
}
