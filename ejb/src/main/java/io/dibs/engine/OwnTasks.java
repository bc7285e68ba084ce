package io.dibs.engine;

import java.time.Duration;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.RetryPolicy;
import io.dibs.TaskBuilder;
import io.dibs.method.Arguments;
import io.dibs.method.TaskMethods;
import io.dibs.method.TaskTarget;

/** Makes the tasks of Dibs itself, which applications cannot dispatch by name. */
@ApplicationScoped
class OwnTasks {
    /** They bear repetition. */
    private static final RetryPolicy RETRY = RetryPolicy.exponential(5, Duration.ofSeconds(1), Duration.ofMinutes(1));

    private final TaskMethods methods;
    private final Arguments arguments;
    private final Dispatches dispatches;

    protected OwnTasks() {
        this(null, null, null);
    }

    @Inject
    OwnTasks(TaskMethods methods, Arguments arguments, Dispatches dispatches) {
        this.methods = methods;
        this.arguments = arguments;
        this.dispatches = dispatches;
    }

    TaskBuilder task(Class<?> type, String method, Object... values) {
        TaskTarget target = methods.ofDibs(type, method);
        return new Builder(target.name(), arguments.encode(target, values), Map.of(), dispatches).retry(RETRY);
    }
}
