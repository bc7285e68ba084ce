package io.dibs.engine;

import io.dibs.Task;
import io.dibs.TaskState;
import io.dibs.Why.Kind;

/** Says what is the matter at the end of a way, and what to do. */
final class RootAdvice {
    private static final String OF_ITSELF = "It ";

    private RootAdvice() {}

    /** @param message what is said of the task, beginning with "It " */
    static String about(Task task, Kind kind, String message) {
        String advice = advice(task, kind);
        return named(task) + " " + message.substring(OF_ITSELF.length()) + (advice.isEmpty() ? "" : " " + advice);
    }

    static String named(Task task) {
        return "Task " + task.id() + " (" + task.name() + ")";
    }

    private static String advice(Task task, Kind kind) {
        return switch (kind) {
            case RUNNING ->
                task.state() == TaskState.CANCELING
                        ? "Look at its stack; if it does not stop, abandon it."
                        : "Look at it, or cancel it.";
            case FINAL -> "Ask again.";
            case RETRY -> "Wait, or cancel it.";
            case WORKER -> "Wait, or start another worker.";
            case QUEUE_PAUSED -> "Resume the queue.";
            case NO_WORKER_FOR_QUEUE, NO_WORKER_FOR_METHOD, NO_WORKER_FOR_VERSION, RESOURCES, DEPENDENCIES, HIDDEN ->
                ""; // The message says it, or there is nothing to do here.
        };
    }
}
