package io.dibs.it.container;

import static io.dibs.it.container.Outcome.completed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;

import com.acme.Greetings;
import com.acme.Journal;
import com.acme.Observer;
import com.acme.Sleeper;

import io.dibs.Claim;
import io.dibs.Problem;
import io.dibs.Problems;
import io.dibs.Resources;
import io.dibs.RetryPolicy;
import io.dibs.StackTrace;
import io.dibs.Task;
import io.dibs.TaskBatch;
import io.dibs.TaskBuilder;
import io.dibs.TaskDispatcher;
import io.dibs.TaskError;
import io.dibs.TaskHandle;
import io.dibs.TaskQuery;
import io.dibs.TaskState;
import io.dibs.TaskStateChanged;
import io.dibs.Tasks;
import io.dibs.Workers;

/** Events of changes of state and of problems, canceling and running out of time. */
@ArquillianTest
class TaskStatesIT {
    private static final String GREET = "com.acme.Greetings#greet";
    private static final Duration LONGEST = Duration.ofMinutes(1);

    @Inject
    private TaskDispatcher dispatcher;

    @Inject
    private Resources resources;

    @Inject
    private Tasks tasks;

    @Inject
    private Workers workers;

    @Inject
    private Problems problems;

    @Inject
    private Sleeper sleeper;

    @Inject
    private Observer observer;

    @Inject
    private Journal journal;

    @Deployment
    static EnterpriseArchive application() {
        return AcmeEar.testedBy(TaskStatesIT.class);
    }

    @Test
    void a_batch_dispatches_any_mix_of_tasks_in_its_order() throws Exception {
        TaskBatch batch = dispatcher.batch();
        batch.add(dispatcher.task(Greetings::greet, "one").exclusive("batch"))
                .add(dispatcher.task(GREET, "two").exclusive("batch").queue("other"));
        TaskBuilder last = dispatcher.task(Greetings::greet, "three").shared("batch");
        batch.add(last);
        assertThatThrownBy(() -> batch.add(last)).isInstanceOf(IllegalArgumentException.class);
        last.description("the last");
        List<TaskHandle> handles = batch.dispatch();
        List<Task> done = new ArrayList<>();
        for (TaskHandle handle : handles) {
            done.add(completed(handle));
        }
        assertThat(done)
                .extracting(task -> task.result().orElseThrow().toString())
                .allMatch(result -> result.contains("Hello"));
        assertThat(done.get(2).description()).contains("the last");
        assertThat(done.get(1).startedAt().orElseThrow())
                .isAfterOrEqualTo(done.get(0).finishedAt().orElseThrow());
        assertThat(done.get(2).startedAt().orElseThrow())
                .isAfterOrEqualTo(done.get(1).finishedAt().orElseThrow());
        change(handles.get(2), null, TaskState.WAITING);
        change(handles.get(2), TaskState.RUNNING, TaskState.COMPLETED);
    }

    @Test
    void a_batch_that_is_too_large_for_all_or_none_dispatches_none() {
        TaskBatch batch = dispatcher.batch();
        for (int i = 0; i <= TaskBatch.MAX_ATOMIC; i++) {
            batch.add(dispatcher.task(Greetings::greet, "none").group("too-large"));
        }
        assertThatThrownBy(batch::dispatchAllOrNone)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1001");
        assertThat(dispatcher.batch().dispatchAllOrNone()).isEmpty();
        assertThat(tasks.list(TaskQuery.all()).tasks())
                .noneMatch(task -> task.group().equals(Optional.of("too-large")));
    }

    @Test
    void observers_see_each_change_once() throws Exception {
        TaskHandle task = dispatcher.task(Greetings::greet, "world").dispatch();
        completed(task);
        TaskStateChanged dispatched = change(task, null, TaskState.WAITING);
        TaskStateChanged started = change(task, TaskState.WAITING, TaskState.RUNNING);
        TaskStateChanged ended = change(task, TaskState.RUNNING, TaskState.COMPLETED);
        await().untilAsserted(() -> assertThat(observer.seen(task.id())).containsExactly(dispatched, started, ended));
        // Each is on its way on its own.
        await().untilAsserted(() ->
                assertThat(observer.seenAsync(task.id())).containsExactlyInAnyOrder(dispatched, started, ended));
    }

    @Test
    void synchronous_observers_see_changes_in_order_however_fast_they_come() throws Exception {
        List<TaskHandle> handles = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            handles.add(dispatcher.task(Greetings::greet, "number " + i).dispatch());
        }
        for (TaskHandle task : handles) {
            completed(task);
        }
        await().untilAsserted(() -> assertThat(handles).allSatisfy(task -> assertThat(observer.states(task.id()))
                .containsExactly(TaskState.WAITING, TaskState.RUNNING, TaskState.COMPLETED)));
    }

    @Test
    void canceling_interrupts_a_running_task() throws Exception {
        TaskHandle task = running(dispatcher.enqueueWithReservation(Sleeper::sleep, List.of("bed")));
        assertThat(task.cancel().state()).isIn(TaskState.CANCELING, TaskState.CANCELED);
        assertThat(Outcome.of(task).state()).isEqualTo(TaskState.CANCELED);
        assertThat(journal.entries()).contains(task.id() + " interrupted, canceled: true");
        assertThat(resources.line("bed", 10).holders()).isEmpty();
        await().untilAsserted(() -> assertThat(observer.states(task.id()))
                .containsExactly(TaskState.WAITING, TaskState.RUNNING, TaskState.CANCELING, TaskState.CANCELED));
    }

    @Test
    void canceling_a_waiting_task_ends_it_at_once() throws Exception {
        TaskHandle holder = running(dispatcher.enqueueWithReservation(Sleeper::sleep, List.of("couch")));
        TaskHandle waiting = dispatcher.enqueueWithReservation(Greetings::greet, List.of("couch"), "couch");
        assertThat(resources.line("couch", 10).waiting())
                .extracting(Claim::task)
                .containsExactly(waiting.id());
        assertThat(waiting.cancel().state()).isEqualTo(TaskState.CANCELED);
        assertThat(resources.line("couch", 10).waiting()).isEmpty();
        assertThat(holder.get().state()).isEqualTo(TaskState.RUNNING);
        holder.cancel();
        Outcome.of(holder);
        await().untilAsserted(() ->
                assertThat(observer.states(waiting.id())).containsExactly(TaskState.WAITING, TaskState.CANCELED));
    }

    @Test
    void a_task_out_of_time_is_interrupted_and_fails() throws Exception {
        TaskHandle handle =
                dispatcher.task(Sleeper::sleep).timeout(Duration.ofMillis(200)).dispatch();
        Task task = Outcome.of(handle);
        assertThat(task.state()).isEqualTo(TaskState.FAILED);
        assertThat(task.error().flatMap(TaskError::reason)).contains("Timed out after PT0.2S.");
        assertThat(journal.entries()).contains(task.id() + " interrupted, canceled: true");
        await().untilAsserted(() -> assertThat(observer.states(task.id()))
                .containsExactly(TaskState.WAITING, TaskState.RUNNING, TaskState.CANCELING, TaskState.FAILED));
    }

    @Test
    void a_task_is_tried_again_as_its_policy_says() throws Exception {
        RetryPolicy policy = RetryPolicy.fixed(3, Duration.ofMillis(1)).on(IllegalStateException.class);
        TaskHandle handle =
                dispatcher.task(Sleeper::getUpAtTheThirdTime).retry(policy).dispatch();
        Task task = completed(handle);
        assertThat(task.retry()).isEqualTo(policy);
        assertThat(task.result().orElseThrow()).hasToString("3");
        assertThat(task.attempts())
                .extracting(attempt -> attempt.error().flatMap(TaskError::description))
                .containsExactly(
                        Optional.of("Not yet, says attempt 1."),
                        Optional.of("Not yet, says attempt 2."),
                        Optional.empty());
        assertThat(task.attempts())
                .allSatisfy(attempt -> assertThat(attempt.worker()).isEqualTo(task.worker()));
        await().untilAsserted(() -> assertThat(observer.states(task.id()))
                .containsExactly(
                        TaskState.WAITING,
                        TaskState.RUNNING,
                        TaskState.WAITING,
                        TaskState.RUNNING,
                        TaskState.WAITING,
                        TaskState.RUNNING,
                        TaskState.COMPLETED));
    }

    @Test
    void a_task_that_does_not_stop_shows_where_it_is_and_can_be_given_up() throws Exception {
        TaskHandle log = running(dispatcher.enqueueWithReservation(Sleeper::sleepLikeALog, List.of("hammock")));
        try {
            TaskHandle next = dispatcher.enqueueWithReservation(Greetings::greet, List.of("hammock"), "hammock");
            log.cancel();
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(tasks.stackTrace(log.id()).map(StackTrace::text))
                            .hasValueSatisfying(text -> assertThat(text).contains("com.acme.Sleeper.sleepLikeALog")));
            assertThat(log.get().state()).isEqualTo(TaskState.CANCELING);
            assertThat(next.get().state()).isEqualTo(TaskState.WAITING);

            Task given = tasks.abandon(log.id());
            assertThat(given.state()).isEqualTo(TaskState.CANCELED);
            assertThat(given.abandonedAt()).isPresent();
            completed(next);
            await().untilAsserted(() -> assertThat(observer.states(log.id()))
                    .containsExactly(TaskState.WAITING, TaskState.RUNNING, TaskState.CANCELING, TaskState.CANCELED));
        } finally {
            sleeper.ring();
        }
    }

    @Test
    void problems_are_listed_and_observed_when_they_come_and_when_they_go() throws Exception {
        String worker = workers.list().get(0).name();
        String id = "no_worker_for_queue:lost";
        workers.drain(worker);
        TaskHandle task = dispatcher.task(GREET, "you").queue("lost").dispatch();
        try {
            await().atMost(LONGEST)
                    .untilAsserted(() -> assertThat(problems.list().problems())
                            .extracting(Problem::id)
                            .contains(id));
            await().atMost(LONGEST).untilAsserted(() -> {
                assertThat(observer.problems(id)).containsExactly(true);
                assertThat(observer.problemsAsync(id)).containsExactly(true);
            });
        } finally {
            workers.undrain(worker);
        }
        completed(task);
        await().atMost(LONGEST).untilAsserted(() -> {
            assertThat(observer.problems(id)).containsExactly(true, false);
            assertThat(observer.problemsAsync(id)).containsExactlyInAnyOrder(true, false);
        });
        assertThat(problems.list().problems()).extracting(Problem::id).doesNotContain(id);
    }

    private static TaskHandle running(TaskHandle task) {
        await().until(() -> task.get().state() == TaskState.RUNNING);
        return task;
    }

    private static TaskStateChanged change(TaskHandle task, TaskState from, TaskState to) {
        return new TaskStateChanged(task.id(), GREET, Optional.ofNullable(from), to);
    }
}
