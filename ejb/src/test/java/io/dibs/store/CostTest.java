package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** R7: what a dispatch, and a finish with the next claim, cost, does not depend on how many tasks wait. */
class CostTest {
    private static final int RESOURCES = 1000;

    private record Costs(Map<String, Long> dispatchBlocked, Map<String, Long> dispatchFree, Map<String, Long> finish) {}

    @Test
    void it_is_the_same_with_10_and_with_100_000_waiting_tasks() {
        Costs few = costs(10);
        assertThat(few.dispatchBlocked()).containsEntry("evalsha", 1L);
        assertThat(few.finish()).containsEntry("evalsha", 1L);
        assertThat(costs(100_000)).isEqualTo(few);
    }

    /** A third of the tasks waits for one resource, a third each for one of many, a third is ready in another queue. */
    private static Costs costs(int waiting) {
        try (Domain domain = Domain.fresh()) {
            Domain.TestWorker worker = domain.worker("default");
            domain.dispatch("hot");
            Exchange.Claimed hot = worker.claimOne();
            Flood.dispatch(domain, RESOURCES, i -> domain.task("r" + i));
            worker.claim(RESOURCES);
            Flood.dispatch(domain, waiting, i -> switch (i % 3) {
                case 0 -> domain.task("hot");
                case 1 -> domain.task("r" + i % RESOURCES);
                default -> domain.task().queue("other");
            });
            return new Costs(
                    CommandCounts.of(domain, () -> domain.dispatch("hot", "shared:r1", "free1")),
                    CommandCounts.of(domain, () -> domain.dispatch("free2", "shared:free3")),
                    CommandCounts.of(domain, () -> {
                        Exchange.Outcome outcome = Domain.outcome(hot, Exchange.Ending.COMPLETED, "1");
                        assertThat(worker.exchange(2, List.of(), outcome).claims())
                                .hasSize(2);
                    }));
        }
    }
}
