package io.dibs.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.dibs.RetryPolicy;
import io.dibs.TaskState;
import io.dibs.store.Attributes;
import io.dibs.store.Domain;
import io.dibs.store.NewTask;
import io.dibs.store.StoredTask;

class ImmediateTasksTest {
    private interface Work {
        String run() throws Throwable;
    }

    private Domain domain;
    private Domain.TestWorker worker;
    private ImmediateTasks immediates;
    private Work work = () -> "1";

    @BeforeEach
    void open() {
        domain = Domain.fresh();
        worker = domain.worker();
        immediates = immediates(domain, Duration.ofSeconds(30));
    }

    private ImmediateTasks immediates(Domain through, Duration lease) {
        return immediates(through, lease, Thread::new);
    }

    private ImmediateTasks immediates(Domain through, Duration lease, ThreadFactory factory) {
        ImmediateTasks started = new ImmediateTasks(
                new WorkerPool.Options(
                        "node",
                        List.of("*"),
                        4,
                        lease,
                        Duration.ofSeconds(5),
                        Path.of(System.getProperty("java.io.tmpdir"), "dibs-test"),
                        false,
                        "1",
                        Map.of()),
                through.tasks,
                through.workers,
                task -> work.run(),
                StateListener.NONE,
                factory);
        started.start();
        return started;
    }

    @AfterEach
    void close() {
        immediates.close();
        domain.assertSound();
        domain.close();
    }

    private UUID dispatch(boolean deferrable, Attributes attributes, String... reservations) {
        NewTask task = domain.task(reservations).attributes(attributes).build();
        immediates.dispatch(task, deferrable).ifPresent(Runnable::run);
        return task.id();
    }

    private UUID dispatch(String... reservations) {
        return dispatch(true, Attributes.NONE, reservations);
    }

    @Test
    void a_task_whose_resources_are_free_runs_on_the_callers_thread_and_is_final_before_the_answer() {
        Thread caller = Thread.currentThread();
        work = () -> {
            assertThat(Thread.currentThread()).isSameAs(caller);
            assertThat(CurrentTask.find()).isPresent();
            return "\"done\"";
        };
        UUID id = dispatch("a");
        StoredTask task = domain.find(id);
        assertThat(task.state()).isEqualTo(TaskState.COMPLETED);
        assertThat(task.json("result")).contains("\"done\"");
        assertThat(task.worker()).contains("node.immediate");
        assertThat(task.attempt()).isEqualTo(1);
        assertThat(CurrentTask.find()).isEmpty();
        UUID next = domain.dispatch("a");
        assertThat(worker.claimAll()).containsExactly(next);
    }

    /** A server's thread has the class loader, the names and the user of whoever makes it. */
    @Test
    void its_threads_have_the_context_of_who_starts_it_and_not_that_of_the_first_dispatcher() throws Exception {
        ClassLoader ours = Thread.currentThread().getContextClassLoader();
        List<Thread> makers = new CopyOnWriteArrayList<>();
        List<Thread> made = new CopyOnWriteArrayList<>();
        ImmediateTasks started = immediates(domain, Duration.ofSeconds(30), body -> {
            makers.add(Thread.currentThread());
            Thread thread = new Thread(body);
            made.add(thread);
            return thread;
        });
        try (URLClassLoader dispatchers = new URLClassLoader(new URL[0], ours)) {
            NewTask task = domain.task().build();
            Thread dispatcher =
                    new Thread(() -> started.dispatch(task, true).orElseThrow().run());
            dispatcher.setContextClassLoader(dispatchers);
            dispatcher.start();
            dispatcher.join();
            assertThat(domain.state(task.id())).isEqualTo(TaskState.COMPLETED);
            assertThat(made).hasSize(4).allMatch(thread -> thread.getContextClassLoader() == ours);
            assertThat(makers).doesNotContain(dispatcher);
        } finally {
            started.close();
        }
        assertThat(made).noneMatch(Thread::isAlive);
    }

    @Test
    void without_a_task_there_is_one_thread_and_no_lease_and_closing_ends_it() {
        List<Thread> made = new CopyOnWriteArrayList<>();
        ImmediateTasks started = immediates(domain, Duration.ofSeconds(30), body -> {
            Thread thread = new Thread(body);
            made.add(thread);
            return thread;
        });
        started.close();
        assertThat(made).singleElement().matches(thread -> !thread.isAlive());
        assertThat(domain.workers.list().workers()).hasSize(1);
    }

    @Test
    void what_it_throws_is_the_tasks_error_and_not_the_callers() {
        work = () -> {
            throw new IllegalStateException("went wrong");
        };
        StoredTask task = domain.find(dispatch());
        assertThat(task.state()).isEqualTo(TaskState.FAILED);
        assertThat(task.json("error").orElseThrow()).contains("went wrong");
    }

    @Test
    void one_that_is_blocked_waits_for_a_worker_and_never_overtakes_who_waited_before() {
        UUID holder = domain.dispatch("a");
        var claim = worker.claimOne();
        UUID waiter = domain.dispatch("a", "b");
        UUID id = dispatch("b");
        assertThat(domain.state(id)).isEqualTo(TaskState.WAITING);
        worker.complete(claim);
        var second = worker.claimOne();
        assertThat(second.task()).isEqualTo(waiter);
        assertThat(worker.claimAll()).isEmpty();
        worker.complete(second);
        assertThat(worker.claimAll()).containsExactly(id);
        assertThat(domain.state(holder)).isEqualTo(TaskState.COMPLETED);
    }

    @Test
    void one_that_is_blocked_and_may_not_wait_is_canceled_with_a_reason() {
        domain.dispatch("a");
        StoredTask task = domain.find(dispatch(false, Attributes.NONE, "a", "shared:b"));
        assertThat(task.state()).isEqualTo(TaskState.CANCELED);
        assertThat(task.json("error").orElseThrow()).contains("Resources temporarily unavailable.");
        assertThat(task.time("started")).isEmpty();
        assertThat(task.time("finished")).isPresent();
        UUID next = domain.dispatch("b");
        assertThat(worker.claimAll()).contains(next);
    }

    /** C29. It would run on another node, but not on the thread of its dispatcher. */
    @Test
    void one_that_demands_a_newer_version_than_is_here_waits_or_is_canceled_with_a_reason() {
        Attributes newer = Attributes.NONE.demanding(Map.of("acme", "2.0"));
        UUID waits = dispatch(true, newer, "a");
        assertThat(domain.state(waits)).isEqualTo(TaskState.WAITING);
        StoredTask task = domain.find(dispatch(false, newer, "b", "shared:c"));
        assertThat(task.state()).isEqualTo(TaskState.CANCELED);
        assertThat(task.json("error").orElseThrow())
                .contains(
                        "Resources temporarily unavailable. It demands at least {acme=2.0}, and this process has {}.");
        assertThat(task.time("started")).isEmpty();
        UUID next = domain.dispatch("b", "c");
        assertThat(worker.claimAll()).contains(next).doesNotContain(task.id());
    }

    @Test
    void its_cancellation_that_is_sent_again_changes_nothing() {
        NewTask task = domain.task("a").build();
        for (int i = 0; i < 2; i++) {
            assertThat(domain.workers.dispatchCanceled(worker.registration, "{}", task))
                    .isEqualTo(io.dibs.store.WorkerStore.ImmediateOutcome.CANCELED);
        }
        assertThat(domain.state(task.id())).isEqualTo(TaskState.CANCELED);
    }

    @Test
    void one_that_depends_on_another_waits_or_is_canceled() {
        UUID dependency = domain.dispatch();
        Attributes dependent = Attributes.NONE.after(List.of(dependency));
        assertThat(domain.state(dispatch(true, dependent))).isEqualTo(TaskState.WAITING);
        assertThat(domain.state(dispatch(false, dependent))).isEqualTo(TaskState.CANCELED);
    }

    @Test
    void one_that_is_over_its_limit_is_stopped_and_fails() {
        work = () -> {
            new CountDownLatch(1).await();
            return "1";
        };
        StoredTask task = domain.find(dispatch(true, Attributes.NONE.with(Duration.ofMillis(50))));
        assertThat(task.state()).isEqualTo(TaskState.FAILED);
        assertThat(task.json("error").orElseThrow()).containsIgnoringCase("timed out after PT0.05S");
    }

    @Test
    void one_that_is_canceled_meanwhile_ends_as_canceled() {
        work = () -> {
            domain.tasks.cancel(CurrentTask.find().orElseThrow().taskId());
            return "1";
        };
        assertThat(domain.state(dispatch())).isEqualTo(TaskState.CANCELED);
    }

    @Test
    void one_that_fails_and_may_be_tried_again_is_left_to_a_worker() {
        work = () -> {
            throw new IllegalStateException("not yet");
        };
        UUID id = dispatch(true, Attributes.NONE.with(RetryPolicy.fixed(2, Duration.ZERO)), "a");
        assertThat(domain.state(id)).isEqualTo(TaskState.WAITING);
        assertThat(worker.claimAll()).containsExactly(id);
    }

    @Test
    void one_inside_another_leaves_the_outer_one_current() {
        work = () -> {
            UUID outer = CurrentTask.find().orElseThrow().taskId();
            work = () -> "2";
            UUID inner = dispatch();
            assertThat(domain.state(inner)).isEqualTo(TaskState.COMPLETED);
            assertThat(CurrentTask.find().orElseThrow().taskId()).isEqualTo(outer);
            return "1";
        };
        assertThat(domain.state(dispatch())).isEqualTo(TaskState.COMPLETED);
    }

    @Test
    void a_process_that_dies_meanwhile_loses_it_as_any_worker_does() {
        NewTask task = domain.task("a").build();
        Optional<Runnable> run = immediates.dispatch(task, true);
        assertThat(domain.state(task.id())).isEqualTo(TaskState.RUNNING);
        domain.assertSound();
        domain.endLeases();
        domain.sweep();
        assertThat(domain.state(task.id())).isEqualTo(TaskState.FAILED);
        run.orElseThrow().run(); // It was only thought to be dead: what it says is refused.
        assertThat(domain.state(task.id())).isEqualTo(TaskState.FAILED);
        assertThat(domain.state(dispatch("a"))).isEqualTo(TaskState.COMPLETED);
    }

    @Test
    void a_dispatch_that_is_sent_again_is_answered_as_before() {
        NewTask task = domain.task("a").build();
        var registration = worker.registration;
        var first = domain.workers.dispatchImmediately(registration, 0, Optional.empty(), task);
        var again = domain.workers.dispatchImmediately(registration, 0, Optional.empty(), task);
        assertThat(again.outcome()).isEqualTo(first.outcome());
        assertThat(again.claimed().orElseThrow().fencingToken())
                .isEqualTo(first.claimed().orElseThrow().fencingToken());
        worker.complete(first.claimed().orElseThrow());
        assertThat(domain.workers
                        .dispatchImmediately(registration, 0, Optional.empty(), task)
                        .claimed())
                .isEmpty();
        assertThat(domain.state(task.id())).isEqualTo(TaskState.COMPLETED);
    }

    @Test
    void closing_waits_for_what_runs_and_takes_nothing_more() {
        NewTask task = domain.task().build();
        Runnable run = immediates.dispatch(task, true).orElseThrow();
        Thread closing = new Thread(immediates::close);
        closing.start();
        run.run();
        await().until(() -> !closing.isAlive());
        assertThat(domain.state(task.id())).isEqualTo(TaskState.COMPLETED);
        assertThatThrownBy(this::dispatch).isInstanceOf(IllegalStateException.class);
        assertThat(domain.workers.list().workers()).hasSize(1);
    }

    @Test
    void an_end_that_redis_forgot_is_found() {
        UUID id = dispatch("a");
        var dump = domain.dump();
        NewTask task = domain.task("a").build();
        Runnable run = immediates.dispatch(task, true).orElseThrow();
        var running = domain.dump();
        run.run();
        assertThat(domain.state(id)).isEqualTo(TaskState.COMPLETED);
        assertThat(dump).isNotEmpty();
        domain.restore(running);
        assertThat(domain.state(task.id())).isEqualTo(TaskState.RUNNING);
        await().until(() -> domain.state(task.id()) == TaskState.FAILED);
    }
}
