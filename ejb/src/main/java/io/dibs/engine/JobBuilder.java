package io.dibs.engine;

import java.util.Map;

import io.dibs.TaskBuilder;
import io.dibs.TaskRefusedException;

/** Collects what is said about a task that runs a job. */
class JobBuilder extends Builder {
    JobBuilder(String name, String arguments, Dispatches dispatches) {
        super(name, arguments, Map.of(), dispatches);
    }

    @Override
    public TaskBuilder immediate() {
        throw new TaskRefusedException(
                "A job cannot be immediate: it runs on threads of the batch runtime, not on the caller's.");
    }
}
