package io.dibs.engine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.batch.JobName;
import io.dibs.store.Exchange;
import io.dibs.worker.TaskBody;

/** Runs what a task's name says: a method or a job. */
@ApplicationScoped
class TaskBodies implements TaskBody {
    private final BeanBody methods;
    private final JobBody jobs;

    protected TaskBodies() {
        this(null, null);
    }

    @Inject
    TaskBodies(BeanBody methods, JobBody jobs) {
        this.methods = methods;
        this.jobs = jobs;
    }

    @Override
    public String run(Exchange.Claimed task) throws Throwable {
        return JobName.isJob(task.name()) ? jobs.run(task) : methods.run(task);
    }
}
