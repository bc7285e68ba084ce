package io.dibs.it.container;

import static io.dibs.it.container.Outcome.completed;
import static io.dibs.it.container.Outcome.failure;
import static io.dibs.it.container.Outcome.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;

import com.acme.Explorer;
import com.acme.Observer;
import com.acme.Sleeper;

import io.dibs.ProgressReport;
import io.dibs.Task;
import io.dibs.TaskContext;
import io.dibs.TaskDispatcher;
import io.dibs.TaskGroup;
import io.dibs.TaskHandle;
import io.dibs.TaskQuery;
import io.dibs.TaskState;
import io.dibs.Tasks;

/** The task, as the code that it runs sees it. */
@ArquillianTest
class TaskContextIT {
    @Inject
    private TaskDispatcher dispatcher;

    @Inject
    private Tasks tasks;

    @Inject
    private TaskContext context;

    @Inject
    private Observer observer;

    @Deployment
    static EnterpriseArchive application() {
        return AcmeEar.testedBy(TaskContextIT.class);
    }

    @Test
    void a_task_knows_itself() throws Exception {
        TaskHandle task =
                dispatcher.task(Explorer::look).correlationId("expedition 7").dispatch();
        JsonObject findings = result(task).asJsonObject();
        assertThat(findings.getString("task")).isEqualTo(task.id().toString());
        assertThat(findings.getInt("attempt")).isEqualTo(1);
        assertThat(findings.getJsonNumber("fencingToken").longValueExact())
                .isEqualTo(task.get().fencingToken().orElseThrow());
        assertThat(findings.getString("correlationId")).isEqualTo("expedition 7");
        assertThat(findings.isNull("parent") || !findings.containsKey("parent")).isTrue();
    }

    @Test
    void what_a_task_reports_is_kept() throws Exception {
        Task task = completed(dispatcher.task(Explorer::report).dispatch());
        assertThat(task.progressReports())
                .containsExactly(
                        new ProgressReport(
                                "Counting",
                                "explorer.counting",
                                TaskState.COMPLETED,
                                Optional.of(3L),
                                3,
                                Optional.empty()),
                        new ProgressReport(
                                "Looking",
                                "explorer.looking",
                                TaskState.COMPLETED,
                                Optional.empty(),
                                7,
                                Optional.of("behind the door")));
        assertThat(task.createdResources()).containsExactly("/maps/1", "/maps/2");
    }

    @Test
    void the_working_directory_is_gone_when_the_task_has_ended() throws Exception {
        TaskHandle task = dispatcher.task(Explorer::camp).dispatch();
        Path directory = Path.of(((JsonString) result(task)).getString());
        assertThat(directory.toString()).contains(task.id().toString());
        assertThat(directory).doesNotExist();
    }

    @Test
    void a_task_that_is_dispatched_inside_another_is_its_child() throws Exception {
        TaskHandle parent = dispatcher
                .task(Explorer::sendScout)
                .correlationId("expedition 8")
                .dispatch();
        UUID child = UUID.fromString(((JsonString) result(parent)).getString());
        await().until(() -> tasks.find(child).orElseThrow().state() == TaskState.COMPLETED);
        Task scout = tasks.find(child).orElseThrow();
        assertThat(scout.parent()).contains(parent.id());
        assertThat(scout.correlationId()).contains("expedition 8");
        assertThat(scout.result().orElseThrow().asJsonObject().getString("parent"))
                .isEqualTo(parent.id().toString());
        assertThat(parent.get().children()).containsExactly(child);
    }

    @Test
    void an_immediate_task_runs_on_the_callers_thread_and_a_blocked_one_does_not_wait_unless_it_may() throws Exception {
        TaskHandle task = dispatcher
                .task(Explorer::thread)
                .exclusive("thread")
                .immediate()
                .dispatch();
        assertThat(task.get().state()).isEqualTo(TaskState.COMPLETED);
        assertThat(((JsonString) result(task)).getString())
                .isEqualTo(Thread.currentThread().getName());
        TaskHandle holder = dispatcher.task(Sleeper::sleep).exclusive("thread").dispatch();
        await().until(() -> holder.get().state() == TaskState.RUNNING);
        TaskHandle refused = dispatcher
                .task(Explorer::thread)
                .exclusive("thread")
                .immediate()
                .deferrable(false)
                .dispatch();
        assertThat(refused.get().state()).isEqualTo(TaskState.CANCELED);
        assertThat(refused.get().error().orElseThrow().reason()).contains("Resources temporarily unavailable.");
        TaskHandle deferred = dispatcher
                .task(Explorer::thread)
                .exclusive("thread")
                .immediate()
                .dispatch();
        assertThat(deferred.get().state()).isEqualTo(TaskState.WAITING);
        holder.cancel();
        assertThat(completed(deferred).origin().immediate()).isTrue();
    }

    @Test
    void a_group_adds_up_what_its_tasks_report_and_is_told_of_and_followed_when_it_is_complete() throws Exception {
        TaskGroup group = dispatcher.group("hike");
        group.open(dispatcher.task(Explorer::look).description("after the hike"));
        TaskHandle first = dispatcher.task(Explorer::walk, 3).group("hike").dispatch();
        TaskHandle second =
                dispatcher.task(Explorer::walk, 4).group("hike").after(first).dispatch();
        assertThat(((JsonString) result(second)).getString()).isEqualTo("hike");
        assertThat(group.find().orElseThrow().completedAt()).isEmpty();
        assertThat(observer.completedGroups()).isEmpty();
        group.close();
        TaskGroup.Snapshot hike = group.find().orElseThrow();
        assertThat(hike.counts()).containsEntry(TaskState.COMPLETED, 2L);
        assertThat(hike.progressReports())
                .containsExactly(new ProgressReport(
                        "Walking", "walk", TaskState.COMPLETED, Optional.of(7L), 7, Optional.empty()));
        await().until(() -> observer.completedGroups().equals(List.of("hike")));
        await().until(() -> tasks.list(TaskQuery.all()).tasks().stream()
                .anyMatch(task -> task.description().equals(Optional.of("after the hike"))
                        && task.state() == TaskState.COMPLETED));
    }

    @Test
    void a_task_cannot_wait_for_another() throws Exception {
        TaskHandle task = dispatcher.task(Explorer::waitForScout).dispatch();
        assertThat(failure(task)).startsWith("Task " + task.id() + " must not wait for task ");
        assertThat(task.get().error().orElseThrow().traceback().orElseThrow())
                .startsWith(IllegalStateException.class.getName());
    }

    @Test
    void outside_a_task_there_is_nothing_to_know() {
        assertThat(context.isActive()).isFalse();
        List<ThrowingCallable> calls = List.of(
                context::taskId,
                context::attempt,
                context::fencingToken,
                context::parent,
                context::correlationId,
                context::traceparent,
                context::isCanceled,
                context::checkCanceled,
                context::workingDirectory,
                () -> context.progress("Nothing", "nothing"),
                () -> context.createdResource("/nothing"));
        assertThat(calls)
                .allSatisfy(call ->
                        assertThatIllegalStateException().isThrownBy(call).withMessageContaining("runs no task"));
    }
}
