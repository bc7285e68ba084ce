package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.TaskQuery;
import io.dibs.TaskState;
import io.dibs.store.TaskStore.Deleted;

class DeleteTest {
    private final Domain domain = Domain.fresh();
    private final Domain.TestWorker worker = domain.worker();

    @AfterEach
    void close() {
        domain.close();
    }

    private void assertRefused(UUID id, TaskState state) {
        Keys.assertUnchangedBy(
                domain, () -> assertThat(domain.tasks.delete(id)).isEqualTo(new Deleted(false, Optional.of(state))));
    }

    @Test
    void a_final_task_can_be_deleted_once() {
        UUID id = domain.dispatch("a");
        worker.complete(worker.claimOne());
        assertThat(domain.tasks.delete(id)).isEqualTo(new Deleted(true, Optional.empty()));
        assertThat(domain.tasks.find(id)).isEmpty();
        assertThat(domain.tasks.list(TaskQuery.all()).count()).isZero();
        Keys.assertUnchangedBy(
                domain, () -> assertThat(domain.tasks.delete(id)).isEqualTo(new Deleted(false, Optional.empty())));
    }

    @Test
    void a_task_that_is_not_final_cannot_be_deleted() {
        UUID running = domain.dispatch("a");
        UUID blocked = domain.dispatch("a");
        worker.claimAll();
        UUID ready = domain.dispatch();
        assertRefused(running, TaskState.RUNNING);
        assertRefused(blocked, TaskState.WAITING);
        assertRefused(ready, TaskState.WAITING);
        domain.tasks.cancel(running);
        assertRefused(running, TaskState.CANCELING);
    }

    @Test
    void a_parent_and_its_children_are_deleted_independently() {
        UUID parent = domain.dispatch();
        UUID child = domain.task().parent(parent).dispatch();
        worker.claim(2).forEach(worker::complete);
        domain.tasks.delete(parent);
        assertThat(domain.find(child).parent()).contains(parent);
        domain.tasks.delete(child);
        domain.workers.unregister(worker.incarnation());
        Keys.assertNothingLeft(domain);
    }
}
