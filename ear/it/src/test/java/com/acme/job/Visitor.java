package com.acme.job;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

import com.acme.Journal;

import io.dibs.TaskContext;

/** Notes down for which task it runs, by the context and by the job's parameters. */
@Named
@Dependent
public class Visitor extends AbstractBatchlet {
    @Inject
    private TaskContext task;

    @Inject
    private JobContext job;

    @Inject
    private Journal journal;

    @Override
    public String process() {
        journal.add("batchlet " + task.taskId() + " of " + job.getJobName());
        return "seen " + task.attempt();
    }
}
