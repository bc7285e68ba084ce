package io.dibs.batch;

import jakarta.batch.api.listener.JobListener;

/** Tells the task that its job is about to end. The batch runtime makes it, by its name in the job's definition. */
public class JobEnd implements JobListener {
    @Override
    public void beforeJob() {
        // Only the end matters.
    }

    @Override
    public void afterJob() {
        JobRun.find().ifPresent(JobRun::ended);
    }
}
