package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.TaskQuery;

/** R9: when all that happened is over and deleted, nothing is left of it. */
class NothingLeftTest {
    private final Domain domain = Domain.fresh();
    private final Domain.TestWorker worker = domain.worker();

    @AfterEach
    void close() {
        domain.close();
    }

    @Test
    void every_key_goes_with_what_needed_it() {
        UUID parent = domain.dispatch("a", "shared:b");
        Exchange.Claimed claim = worker.claimOne();
        domain.task("a").parent(parent).dispatch();
        domain.task("shared:b").queue("other").priority(7).parent(parent).dispatch();
        domain.workers.saveProgress(parent, claim.fencingToken(), "[1]", "[1]", "");
        domain.tasks.cancel(parent);
        worker.exchange(0, List.of());

        Domain.TestWorker lost = domain.worker("other", "another");
        lost.claim(5);
        lost.expire();
        UUID unknown = domain.task().name("test.Gone#run").dispatch();
        Domain.TestWorker picky = domain.worker("default");
        picky.decline(picky.claimOne());
        Audit.assertSound(domain);

        domain.tasks.cancel(unknown);
        worker.complete(claim);
        worker.claim(10).forEach(worker::fail);
        domain.sweep();
        picky.exchange(3, List.of());
        Audit.assertSound(domain);

        domain.tasks.list(TaskQuery.all()).tasks().forEach(task -> assertThat(
                        domain.tasks.delete(task.id()).done())
                .isTrue());
        for (Domain.TestWorker each : List.of(worker, picky)) {
            assertThat(domain.workers.unregister(each.incarnation())).isTrue();
        }
        assertThat(Keys.left(domain)).isEqualTo(Keys.FOR_EVER);
    }

    @Test
    void a_worker_that_nobody_knows_any_more_leaves_nothing_by_calling() {
        UUID id = domain.dispatch("a");
        Exchange.Claimed claim = worker.claimOne();
        worker.expire();
        domain.sweep();
        worker.complete(claim);
        worker.exchange(3, List.of());
        domain.tasks.delete(id);
        assertThat(Keys.left(domain)).isEqualTo(Keys.FOR_EVER);
    }
}
