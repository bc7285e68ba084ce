package io.dibs.web.request;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.json.JsonValue;

import io.dibs.RetryPolicy;
import io.dibs.TaskBuilder;
import io.dibs.TaskDispatcher;
import io.dibs.TaskRefusedException;
import io.dibs.web.problem.InvalidRequestException;

/**
 * The task of a schedule, as a request has it; what is null is as if it were not said at a dispatch.
 *
 * @param name the method, {@code class#method}
 * @param arguments as many as it has parameters; null for none
 */
public record ScheduledTask(
        String name,
        List<JsonValue> arguments,
        List<String> exclusiveResources,
        List<String> sharedResources,
        String queue,
        Integer priority,
        String description,
        String taskGroup,
        String timeout,
        Retry retry) {
    /**
     * Its retry policy.
     *
     * @param maxAttempts how many attempts there are in all
     * @param delay the pause after the first, ISO 8601; null for none
     * @param maxDelay the longest pause; null for {@code delay}
     * @param exceptions the exception classes that are tried again; null for all
     */
    public record Retry(int maxAttempts, String delay, String maxDelay, List<String> exceptions) {
        RetryPolicy policy() {
            Duration first = delay == null ? Duration.ZERO : duration("task.retry.delay", delay);
            return valid(
                    "task.retry",
                    () -> new RetryPolicy(
                            maxAttempts,
                            first,
                            maxDelay == null ? first : duration("task.retry.max_delay", maxDelay),
                            texts("task.retry.exceptions", exceptions)));
        }
    }

    /**
     * The task, to be dispatched.
     *
     * @throws InvalidRequestException if something about it is wrong
     */
    TaskBuilder builder(TaskDispatcher dispatcher) {
        if (name == null) {
            throw new InvalidRequestException("task.name", "The field 'task.name' is missing.");
        }
        Object[] values = arguments == null
                ? new Object[0]
                : arguments.stream()
                        .map(value -> value == null ? JsonValue.NULL : value)
                        .toArray();
        TaskBuilder task;
        try {
            task = dispatcher.task(name, values);
        } catch (TaskRefusedException e) {
            throw new InvalidRequestException("task", e.getMessage(), e);
        }
        valid(
                "task.exclusive_resources",
                () -> task.exclusive(
                        texts("task.exclusive_resources", exclusiveResources).toArray()));
        valid(
                "task.shared_resources",
                () -> task.shared(
                        texts("task.shared_resources", sharedResources).toArray()));
        say("task.queue", queue, task::queue);
        say("task.priority", priority, task::priority);
        say("task.description", description, task::description);
        say("task.task_group", taskGroup, task::group);
        say("task.timeout", timeout, text -> task.timeout(duration("task.timeout", text)));
        say("task.retry", retry, policy -> task.retry(policy.policy()));
        return task;
    }

    private static <T> void say(String field, T value, Function<T, TaskBuilder> say) {
        Optional.ofNullable(value).ifPresent(given -> valid(field, () -> say.apply(given)));
    }

    private static <T> T valid(String field, Supplier<T> use) {
        try {
            return use.get();
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(field, e.getMessage(), e);
        }
    }

    private static List<String> texts(String field, List<String> values) {
        if (values != null && values.contains(null)) {
            throw new InvalidRequestException(field, "The field '" + field + "' must not contain null.");
        }
        return values == null ? List.of() : values;
    }

    static Duration duration(String field, String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new InvalidRequestException(
                    field,
                    "The field '" + field + "' is '" + text + "'; it must be a duration such as PT5M or P1D.",
                    e);
        }
    }
}
