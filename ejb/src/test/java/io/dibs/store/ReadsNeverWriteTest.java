package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.TaskFilter;
import io.dibs.TaskQuery;
import io.dibs.TaskState;

/** R11: looking at things never changes any. */
class ReadsNeverWriteTest {
    private final Domain domain = Domain.fresh();
    private final Domain.TestWorker worker = domain.worker();

    @AfterEach
    void close() {
        domain.close();
    }

    @Test
    void no_read_changes_a_key_even_where_there_is_something_to_repair() {
        UUID old = domain.dispatch("a");
        worker.complete(worker.claimOne());
        domain.redis.call(r -> r.zadd(domain.redis.key("done:completed"), 1, old.toString()));
        UUID running = domain.dispatch("a");
        Domain.TestWorker lost = domain.worker();
        lost.claim(2);
        lost.expire();
        UUID blocked = domain.dispatch("shared:a");
        UUID parked = domain.task().queue("other").dispatch();
        worker.decline(worker.claimOne());
        UUID ready = domain.task().parent(running).dispatch();
        domain.tasks.cancel(running);

        Keys.assertUnchangedBy(domain, () -> {
            for (UUID id : List.of(old, running, blocked, parked, ready, UUID.randomUUID())) {
                domain.tasks.find(id);
                domain.tasks.waiting(id, 5);
                domain.reasons.steps(List.of(id), 5);
            }
            domain.reasons.pace("default", Duration.ofMinutes(1), 100);
            domain.tasks.line("a", 5);
            domain.tasks.line("nobody's", 5);
            domain.tasks.list(TaskQuery.all());
            for (TaskState state : TaskState.values()) {
                domain.tasks.list(TaskQuery.of(TaskFilter.where().state(state).build()));
            }
            domain.workers.list();
            new ProblemStore(domain.redis).list();
            domain.redis.isReady();
            assertThat(Audit.of(domain).isSound()).isTrue();
        });
    }
}
