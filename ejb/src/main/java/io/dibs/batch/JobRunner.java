package io.dibs.batch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;

import jakarta.batch.operations.BatchRuntimeException;
import jakarta.batch.operations.JobExecutionNotRunningException;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.JobExecution;

import io.dibs.JobFailedException;
import io.dibs.TaskContext;

/** Runs a job for the task of the calling thread, and waits for its end. Thread-safe. */
public final class JobRunner {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final int LOOKS_AFTER_THE_END = 100;
    private static final Set<BatchStatus> FINAL =
            Set.of(BatchStatus.COMPLETED, BatchStatus.FAILED, BatchStatus.STOPPED, BatchStatus.ABANDONED);

    private final JobFiles files;
    private final Shield shield;

    /** Calls something in a way that the calling thread is not interrupted meanwhile, but afterwards. */
    public interface Shield {
        <T> T call(Callable<T> work) throws Exception;
    }

    /** @param shield for what uses the job repository: a database of the server may break when it is interrupted */
    public JobRunner(JobFiles files, Shield shield) {
        this.files = files;
        this.shield = shield;
    }

    /**
     * Returns only when the job's execution has ended, whatever the task is told; a task that is told to stop stops the job.
     *
     * @return what it came to, JSON
     * @throws io.dibs.TaskCanceledException if it stopped, and the task was told to
     * @throws JobFailedException if it failed, and no step told with which exception
     * @throws Throwable what its last failed step failed with
     */
    public String run(String job, Map<String, String> properties, TaskContext task) throws Throwable {
        JobOperator operator = BatchRuntime.getJobOperator();
        JobRun run = new JobRun(task);
        long execution = shield.call(() -> start(operator, job, parameters(properties, task), run));
        JobExecution ended = await(operator, execution, run, task);
        if (ended.getBatchStatus() == BatchStatus.FAILED) {
            throw run.failure()
                    .orElseGet(() -> new JobFailedException("Job " + job + " failed, exit status "
                            + ended.getExitStatus() + "; the server's log says why, of execution " + execution + "."));
        }
        if (ended.getBatchStatus() == BatchStatus.STOPPED) {
            task.checkCanceled(); // One that its own definition stopped has come to an end.
        }
        return shield.call(() -> JobResult.json(
                ended, operator.getJobInstance(execution).getInstanceId(), operator.getStepExecutions(execution)));
    }

    private static Properties parameters(Map<String, String> properties, TaskContext task) {
        Properties parameters = new Properties();
        parameters.putAll(properties);
        parameters.setProperty("dibs.task", task.taskId().toString());
        parameters.setProperty("dibs.fencing-token", Long.toString(task.fencingToken()));
        parameters.setProperty("dibs.attempt", Integer.toString(task.attempt()));
        return parameters;
    }

    private long start(JobOperator operator, String job, Properties parameters, JobRun run) throws IOException {
        byte[] definition = files.read(job).orElseThrow(() -> new FileNotFoundException(JobFiles.path(job)));
        JobXmlLoader loader = new JobXmlLoader(
                Thread.currentThread().getContextClassLoader(), JobFiles.path(job), JobXml.withListeners(definition));
        Runnable leave = run.enter();
        loader.enter();
        try {
            return operator.start(job, parameters);
        } finally {
            loader.leave();
            leave.run();
        }
    }

    private JobExecution await(JobOperator operator, long execution, JobRun run, TaskContext task) throws Exception {
        for (int left = LOOKS_AFTER_THE_END; true; ) {
            run.awaitEnd(BETWEEN_LOOKS);
            left -= run.hasEnded() ? 1 : 0;
            try {
                JobExecution seen = shield.call(() -> look(operator, execution, task.isCanceled()));
                if (FINAL.contains(seen.getBatchStatus())) {
                    return seen;
                }
            } catch (BatchRuntimeException e) {
                // The repository may be away for a while; the job goes on, and so do its reservations.
                if (left < 0) {
                    throw e;
                }
            }
        }
    }

    private static JobExecution look(JobOperator operator, long execution, boolean stop) {
        JobExecution seen = operator.getJobExecution(execution);
        if (stop && !FINAL.contains(seen.getBatchStatus())) {
            try {
                operator.stop(execution);
            } catch (JobExecutionNotRunningException e) {
                // It has just ended, or not quite begun: the next look tells.
            }
        }
        return seen;
    }
}
