package io.dibs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class TaskPurgeTest {
    @Test
    void a_purge_is_for_final_states_only_each_once() {
        assertThat(TaskPurge.of(TaskState.FAILED, TaskState.COMPLETED, TaskState.FAILED)
                        .states())
                .containsExactly(TaskState.COMPLETED, TaskState.FAILED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskPurge.of(TaskState.COMPLETED, TaskState.CANCELING))
                .withMessageContaining("'canceling' is no final state");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TaskPurge(Optional.empty(), List.of(), Optional.empty()))
                .withMessageContaining("at least one state");
    }

    @Test
    void a_purge_is_for_tasks_of_this_era() {
        assertThat(TaskPurge.completed()
                        .finishedBefore(Instant.EPOCH)
                        .ownedBy("alice")
                        .owner())
                .contains("alice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskPurge.completed().finishedBefore(Instant.MAX))
                .withMessageContaining("from 1970-01-01");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskPurge.completed().finishedBefore(Instant.EPOCH.minusNanos(1)));
    }
}
