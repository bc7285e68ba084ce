package io.dibs.batch;

import java.util.List;
import java.util.Locale;

import jakarta.batch.runtime.JobExecution;
import jakarta.batch.runtime.Metric;
import jakarta.batch.runtime.StepExecution;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;

import io.dibs.json.Json;

/** What a job came to, as the result of its task. */
final class JobResult {
    private JobResult() {}

    static String json(JobExecution execution, long instance, List<StepExecution> steps) {
        JsonArrayBuilder all = Json.newArray();
        steps.forEach(step -> all.add(json(step)));
        return status(
                        Json.object()
                                .add("job", execution.getJobName())
                                .add("execution", execution.getExecutionId())
                                .add("instance", instance),
                        execution.getBatchStatus().name(),
                        execution.getExitStatus())
                .add("steps", all)
                .build()
                .toString();
    }

    private static JsonObjectBuilder json(StepExecution step) {
        JsonObjectBuilder metrics = Json.object();
        for (Metric metric : step.getMetrics()) {
            metrics.add(metric.getType().name().toLowerCase(Locale.ROOT), metric.getValue());
        }
        return status(
                        Json.object().add("name", step.getStepName()),
                        step.getBatchStatus().name(),
                        step.getExitStatus())
                .add("metrics", metrics);
    }

    private static JsonObjectBuilder status(JsonObjectBuilder json, String batch, String exit) {
        json.add("batch_status", batch);
        return exit == null ? json.addNull("exit_status") : json.add("exit_status", exit);
    }
}
