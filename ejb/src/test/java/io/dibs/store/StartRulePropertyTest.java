package io.dibs.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.dibs.Reservation;
import io.dibs.Reservation.Mode;
import io.dibs.RetryPolicy;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Random histories of a domain: after each step the store says what the rules say. */
class StartRulePropertyTest {
    private static Domain domain;

    @BeforeContainer
    static void open() {
        domain = Domain.fresh();
    }

    @AfterContainer
    static void close() {
        domain.close();
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void every_history_obeys_the_start_rule_and_leaves_nothing_behind(@ForAll("histories") List<Step> steps) {
        Keys.remove(domain);
        History history = new History(domain);
        steps.forEach(history::take);
        history.end();
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        return step().list().ofMinSize(1).ofMaxSize(40);
    }

    private static Arbitrary<Step> step() {
        Arbitrary<Integer> any = Arbitraries.integers().between(0, 40);
        Arbitrary<Integer> worker = Arbitraries.integers().between(0, History.QUEUES.size() - 1);
        Arbitrary<Integer> free = Arbitraries.integers().between(0, 4);
        return Arbitraries.frequencyOf(
                Tuple.of(12, dispatch()),
                Tuple.of(8, Combinators.combine(worker, free).as(Step.Claim::new)),
                Tuple.of(10, Combinators.combine(any, ending(), free).as(Step.End::new)),
                Tuple.of(4, any.map(Step.Cancel::new)),
                Tuple.of(1, any.map(Step.Stop::new)),
                Tuple.of(1, Arbitraries.of("g", "h").map(Step.CancelGroup::new)),
                Tuple.of(2, worker.map(Step.Lose::new)),
                Tuple.of(2, any.map(Step.Due::new)),
                Tuple.of(2, Arbitraries.of("a", "b").map(Step.Pause::new)),
                Tuple.of(1, worker.map(Step.Drain::new)),
                Tuple.of(1, any.map(Step.Abandon::new)),
                Tuple.of(1, any.map(Step.Delete::new)),
                Tuple.of(3, any.map(Step.Repeat::new)));
    }

    private static Arbitrary<Exchange.Ending> ending() {
        return Arbitraries.frequency(
                Tuple.of(5, Exchange.Ending.COMPLETED),
                Tuple.of(2, Exchange.Ending.FAILED),
                Tuple.of(4, Exchange.Ending.RETRYABLE),
                Tuple.of(1, Exchange.Ending.ABORTED),
                Tuple.of(2, Exchange.Ending.DECLINED));
    }

    private static Arbitrary<Step> dispatch() {
        Arbitrary<List<Reservation>> reservations = Combinators.combine(
                        Arbitraries.of("a", "b", "c", "d"), Arbitraries.of(Mode.values()))
                .as(Reservation::new)
                .list()
                .ofMaxSize(3);
        return Combinators.combine(
                        reservations,
                        Arbitraries.integers().between(-2, 2),
                        Arbitraries.of("a", "b"),
                        Arbitraries.of("test.Tasks#one", "test.Tasks#two"),
                        Arbitraries.<Map<String, String>>of(
                                Map.of(), Map.of("acme", "1"), Map.of("acme", "2", "other", "1.5")),
                        Arbitraries.of(
                                RetryPolicy.NONE,
                                RetryPolicy.fixed(4, Duration.ZERO),
                                RetryPolicy.fixed(3, Duration.ofHours(1)),
                                RetryPolicy.exponential(3, Duration.ofHours(1), Duration.ofHours(9))),
                        ties())
                .as(Step.Dispatch::new);
    }

    private static Arbitrary<Step.Ties> ties() {
        return Combinators.combine(
                        Arbitraries.frequency(Tuple.of(5, ""), Tuple.of(2, "g"), Tuple.of(1, "h")),
                        Arbitraries.integers().between(0, 40).list().ofMaxSize(2),
                        Arbitraries.frequency(
                                Tuple.of(8, Step.By.DISPATCH),
                                Tuple.of(1, Step.By.IMMEDIATELY),
                                Tuple.of(1, Step.By.IMMEDIATELY_OR_NOT)))
                .as(Step.Ties::new);
    }
}
