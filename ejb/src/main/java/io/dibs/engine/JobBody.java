package io.dibs.engine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;

import io.dibs.TaskContext;
import io.dibs.batch.JobName;
import io.dibs.batch.JobRunner;
import io.dibs.store.Exchange;
import io.dibs.worker.CurrentTask;
import io.dibs.worker.TaskBody;
import io.dibs.worker.UnknownMethodException;

/** Runs a task's Jakarta Batch job in the name of the task's owner. The slot's thread waits for it. */
@ApplicationScoped
@Typed(JobBody.class) // A task's body is TaskBodies.
class JobBody implements TaskBody {
    private final Jobs jobs;
    private final JobRunner runner;

    protected JobBody() {
        this(null);
    }

    @Inject
    JobBody(Jobs jobs) {
        this.jobs = jobs;
        this.runner = jobs == null ? null : new JobRunner(jobs.files(), CurrentTask::shielded);
    }

    @Override
    public String run(Exchange.Claimed task) throws Throwable {
        if (!jobs.contains(task.name())) {
            throw new UnknownMethodException(task.name());
        }
        TaskContext context = CurrentTask.find().orElseThrow();
        RunAs.Scope caller = RunAs.user(task.attributes().origin().owner());
        try {
            return runner.run(JobName.job(task.name()), jobs.properties(task.arguments()), context);
        } finally {
            caller.close();
        }
    }
}
