package io.dibs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.dibs.store.CommandCounts;
import io.dibs.store.Domain;
import io.dibs.store.Exchange;
import io.dibs.store.Flood;
import io.dibs.store.NewTask;

/** What an answer to "why" costs does not depend on how many tasks wait, run or were kept: it is no scan (R10). */
class WhyCostTest {
    private static final int ENDED = 200;

    @Test
    void it_is_the_same_with_10_and_with_100_000_waiting_tasks() {
        Map<String, Map<String, Long>> few = costs(10);
        assertThat(few.get("blocked")).containsEntry("evalsha", 3L);
        assertThat(few.get("ready")).containsEntry("evalsha", 3L);
        assertThat(costs(100_000)).isEqualTo(few);
    }

    /** Others wait for the same resources, behind and beside, and in the same queue. */
    private static Map<String, Map<String, Long>> costs(int waiting) {
        try (Domain domain = Domain.fresh()) {
            domain.redis.isReady();
            Domain.TestWorker worker = domain.worker();
            for (int i = 0; i < ENDED; i++) {
                domain.task().dispatch();
            }
            worker.claim(ENDED).forEach((Exchange.Claimed claim) -> worker.complete(claim));
            domain.task("hot").dispatch();
            worker.claimAll();
            domain.task("hot", "cold").dispatch();
            UUID blocked = domain.task("cold").dispatch();
            UUID ready = ready(domain);
            Flood.dispatch(domain, waiting, i -> switch (i % 4) {
                case 0 -> domain.task("hot");
                case 1 -> domain.task("shared:cold");
                case 2 -> domain.task("cold" + i);
                default -> domain.task();
            });
            Whys whys = new Whys(domain.reasons, domain.workers);
            return Map.of(
                    "blocked", CommandCounts.of(domain, () -> whys.of(blocked, Optional.empty())),
                    "ready",
                            CommandCounts.of(domain, () -> assertThat(whys.of(ready, Optional.empty())
                                            .orElseThrow()
                                            .estimate())
                                    .isPresent()));
        }
    }

    private static UUID ready(Domain domain) {
        NewTask task = domain.task().priority(1).build();
        domain.tasks.dispatch(task);
        return task.id();
    }
}
