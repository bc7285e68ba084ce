package io.dibs.it.container;

import static io.dibs.it.container.Outcome.completed;
import static io.dibs.it.container.Outcome.failure;
import static io.dibs.it.container.Outcome.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;

import com.acme.Journal;

import io.dibs.ProgressReport;
import io.dibs.RetryPolicy;
import io.dibs.Task;
import io.dibs.TaskDispatcher;
import io.dibs.TaskHandle;
import io.dibs.TaskRefusedException;
import io.dibs.TaskState;

/** Jakarta Batch jobs as tasks. */
@ArquillianTest
class JobsIT {
    @Inject
    private TaskDispatcher dispatcher;

    @Inject
    private Journal journal;

    @Deployment
    static EnterpriseArchive application() {
        return AcmeEar.testedBy(JobsIT.class);
    }

    @Test
    void the_task_of_a_chunk_job_reports_what_it_reads_and_says_what_it_came_to() throws Exception {
        TaskHandle task = dispatcher
                .job("count", Map.of("count", "10"))
                .exclusive("numbers")
                .correlationId("job 1")
                .dispatch();
        JsonObject result = result(task).asJsonObject();
        assertThat(task.get().name()).isEqualTo("job:count");
        assertThat(result.getString("job")).isEqualTo("count");
        assertThat(result.getString("batch_status")).isEqualTo("COMPLETED");
        JsonObject step = result.getJsonArray("steps").getJsonObject(0);
        assertThat(step.getString("name")).isEqualTo("numbers");
        assertThat(step.getJsonObject("metrics").getInt("read_count")).isEqualTo(10);
        assertThat(step.getJsonObject("metrics").getInt("write_count")).isEqualTo(5);
        ProgressReport report = task.get().progressReports().get(0);
        assertThat(report.code()).isEqualTo("batch.numbers");
        assertThat(report.done()).isEqualTo(10);
        assertThat(report.state()).isEqualTo(TaskState.COMPLETED);
        assertThat(report.suffix().orElseThrow()).startsWith("written 5, filtered 5, skipped 0, commits ");
        assertThat(journal.entries()).contains("processor " + task.id() + " job 1", "writer " + task.id());
    }

    @Test
    void batchlets_in_splits_and_partitions_know_the_task() throws Exception {
        TaskHandle task = dispatcher.job("visits", Map.of()).dispatch();
        completed(task);
        assertThat(journal.entries().stream().filter(("batchlet " + task.id() + " of visits")::equals))
                .hasSize(4);
    }

    @Test
    void a_job_fails_its_task_with_the_exception_of_its_step() throws Exception {
        TaskHandle task = dispatcher
                .job("count", Map.of("count", "20"))
                .retry(RetryPolicy.fixed(2, Duration.ZERO).on(UnsupportedOperationException.class))
                .dispatch();
        assertThat(failure(task)).isEqualTo("13 is unlucky");
        assertThat(task.get().error().orElseThrow().traceback().orElseThrow())
                .startsWith(UnsupportedOperationException.class.getName());
        assertThat(task.get().attempt()).isEqualTo(2);
    }

    @Test
    void canceling_stops_the_job_and_its_resource_is_free_afterwards() throws Exception {
        TaskHandle task = dispatcher.job("wait", Map.of()).exclusive("door").dispatch();
        TaskHandle next = dispatcher.job("halt", Map.of()).exclusive("door").dispatch();
        await().until(() -> journal.entries().contains("waiting " + task.id()));
        task.cancel();
        assertThat(Outcome.of(task).state()).isEqualTo(TaskState.CANCELED);
        assertThat(result(next).asJsonObject().getString("batch_status")).isEqualTo("STOPPED");
        assertThat(result(next).asJsonObject().getString("exit_status")).isEqualTo("halted");
    }

    @Test
    void a_job_that_is_out_of_time_is_stopped() throws Exception {
        Task task = Outcome.of(
                dispatcher.job("wait", Map.of()).timeout(Duration.ofMillis(100)).dispatch());
        assertThat(task.error().flatMap(error -> error.reason())).isEqualTo(Optional.of("Timed out after PT0.1S."));
    }

    @Test
    void what_cannot_run_is_refused() {
        assertThatThrownBy(() -> dispatcher.job("none", Map.of()))
                .isInstanceOf(TaskRefusedException.class)
                .hasMessageContaining("META-INF/batch-jobs/none.xml");
        assertThatThrownBy(() -> dispatcher.job("../count", Map.of())).isInstanceOf(TaskRefusedException.class);
        assertThatThrownBy(() -> dispatcher.job("count", Map.of("dibs.task", "x")))
                .isInstanceOf(TaskRefusedException.class)
                .hasMessageContaining("dibs.task");
        assertThatThrownBy(() -> dispatcher.job("count", Map.of()).immediate())
                .isInstanceOf(TaskRefusedException.class);
    }
}
