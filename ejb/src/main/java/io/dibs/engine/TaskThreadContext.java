package io.dibs.engine;

import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.concurrent.spi.ThreadContextProvider;
import jakarta.enterprise.concurrent.spi.ThreadContextSnapshot;

import io.dibs.batch.JobRun;
import io.dibs.worker.CurrentTask;

/**
 * Carries the current task to the threads of managed executors that a task uses, among them those on which a batch runtime
 * runs a job, its partitions and its splits. The server finds it by {@code META-INF/services}.
 */
public class TaskThreadContext implements ThreadContextProvider {
    private static final ThreadContextSnapshot NOTHING = () -> () -> {};

    @Override
    public ThreadContextSnapshot currentContext(Map<String, String> properties) {
        Optional<CurrentTask.Carried> task = CurrentTask.carry();
        if (task.isEmpty()) {
            return NOTHING;
        }
        Optional<JobRun> job = JobRun.find();
        return () -> {
            Runnable leaveTask = task.get().enter();
            Runnable leaveJob = job.map(JobRun::enter).orElse(() -> {});
            return () -> {
                leaveJob.run();
                leaveTask.run();
            };
        };
    }

    /** The threads of a managed executor have no task of their own. */
    @Override
    public ThreadContextSnapshot clearedContext(Map<String, String> properties) {
        return NOTHING;
    }

    @Override
    public String getThreadContextType() {
        return "io.dibs.Task";
    }
}
