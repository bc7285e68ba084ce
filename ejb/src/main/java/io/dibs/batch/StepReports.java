package io.dibs.batch;

import jakarta.batch.api.chunk.listener.ChunkListener;
import jakarta.batch.api.listener.StepListener;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.context.StepContext;
import jakarta.inject.Inject;

/**
 * Tells the task what a step of its job has done. The batch runtime makes it, by its name in the job's definition, once for
 * each step and for each partition. Without a task, it does nothing.
 */
public class StepReports implements StepListener, ChunkListener {
    @Inject
    private StepContext step;

    @Override
    public void beforeStep() {
        report();
    }

    @Override
    public void afterStep() {
        report();
        JobRun.find().ifPresent(job -> {
            if (step.getException() != null) {
                job.failed(step.getException());
            } else if (step.getBatchStatus() != BatchStatus.FAILED && step.getBatchStatus() != BatchStatus.STOPPING) {
                job.step(step.getStepName()).complete();
            }
        });
    }

    @Override
    public void beforeChunk() {
        report();
    }

    @Override
    public void afterChunk() {
        report();
    }

    @Override
    public void onError(Exception exception) {
        JobRun.find().ifPresent(job -> job.failed(exception));
    }

    private void report() {
        JobRun.find().ifPresent(job -> job.step(step.getStepName()).count(this, step.getMetrics()));
    }
}
