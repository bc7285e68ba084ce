package io.dibs.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.dibs.TaskPurge;
import io.dibs.TaskRefusedException;
import io.dibs.TaskState;
import io.dibs.purge.Purge;

class TasksOfDibsTest {
    private static final String NAME = "io.dibs.purge.Purge#run";

    private final TaskMethods methods =
            new TaskMethods(getClass()::getClassLoader, type -> true, List.of("com.acme"), List.of(Purge.class));

    @Test
    void a_worker_runs_them_whatever_packages_are_allowed() {
        assertThat(methods.find(NAME)).contains(methods.ofDibs(Purge.class, "run"));
    }

    @Test
    void nobody_can_dispatch_them_by_name() {
        assertThatThrownBy(() -> methods.resolve(NAME))
                .isInstanceOf(TaskRefusedException.class)
                .hasMessageContaining("is a class of Dibs itself");
        methods.find(NAME);
        methods.ofDibs(Purge.class, "run");
        assertThatThrownBy(() -> methods.resolve(NAME)).isInstanceOf(TaskRefusedException.class);
    }

    @Test
    void what_a_purge_is_for_arrives_as_it_was_dispatched() {
        TaskTarget target = methods.ofDibs(Purge.class, "run");
        Arguments arguments = new Arguments(1 << 20);
        for (TaskPurge purge : List.of(
                TaskPurge.completed(),
                TaskPurge.of(TaskState.FAILED, TaskState.CANCELED)
                        .finishedBefore(Instant.parse("2026-11-24T03:10:05.120001Z"))
                        .ownedBy("zoë"))) {
            String text = arguments.encode(target, new Object[] {purge});
            assertThat(arguments.decode(target, text)).containsExactly(purge);
        }
    }
}
