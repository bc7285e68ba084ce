package io.dibs.it.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import jakarta.json.JsonValue;

import io.dibs.Task;
import io.dibs.TaskHandle;
import io.dibs.TaskState;

/** What tasks come to, for tests that run in the container. */
final class Outcome {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private Outcome() {}

    static Task of(TaskHandle handle) throws Exception {
        return handle.await(LONGEST);
    }

    static Task completed(TaskHandle handle) throws Exception {
        Task task = of(handle);
        assertThat(task.state()).as(() -> "state, with error " + task.error()).isEqualTo(TaskState.COMPLETED);
        return task;
    }

    static JsonValue result(TaskHandle handle) throws Exception {
        return completed(handle).result().orElseThrow();
    }

    /** The message of the exception that a task failed with. */
    static String failure(TaskHandle handle) throws Exception {
        Task task = of(handle);
        assertThat(task.state()).isEqualTo(TaskState.FAILED);
        return task.error().orElseThrow().description().orElseThrow();
    }
}
