package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What each path costs Redis: commands, round trips and bytes, per task. A change that makes a path dearer has to say so here.
 * Counts, not times. The waits of one claimed task come with each answer: some twenty bytes, and no command. A call that claims asks once which queues are paused: one command for a call, not for a task.
 */
class PriceTest {
    private static final Pattern CALLS = Pattern.compile("cmdstat_([^:]+):calls=(\\d+)");
    private static final Pattern BYTES = Pattern.compile("total_net_(input|output)_bytes:(\\d+)");
    private static final Set<String> ASKING = Set.of("info", "evalsha", "ping");

    /** So many tasks are measured at once; as many again are there before, so that the oldest final ones are forgotten. */
    private static final int TASKS = 96;

    /**
     * A path.
     *
     * @param commands how many commands the scripts run for a task, in thousandths
     * @param calls round trips for a task, in thousandths
     * @param sent bytes that Redis gets for a task at most
     * @param received bytes that it sends at most
     */
    enum Path {
        DISPATCH(9_000, 1_000, 205, 25, 1),
        DISPATCH_WITH_TWO_RESOURCES(10_000, 1_000, 220, 25, 1),
        DISPATCH_IN_A_BATCH(3_062, 10, 111, 20, TASKS),
        END_AND_CLAIM_ONE(29_010, 1_000, 325, 175, 1),
        END_AND_CLAIM_32(3_822, 31, 100, 113, 32),
        END_AND_CLAIM_32_WITH_TWO_RESOURCES(11_395, 31, 100, 113, 32),
        HAND_ON_ONE_RESOURCE(39_000, 1_000, 325, 175, 1),
        LOOK_FOR_WORK(11_000, 1_000, 220, 54, 1);

        private final long commands;
        private final long calls;
        private final long sent;
        private final long received;
        private final int atOnce;

        Path(long commands, long calls, long sent, long received, int atOnce) {
            this.commands = commands;
            this.calls = calls;
            this.sent = sent;
            this.received = received;
            this.atOnce = atOnce;
        }
    }

    private final Map<String, Long> spent = new TreeMap<>();

    @ParameterizedTest
    @EnumSource
    void it_costs_no_more_than_it_did(Path path) {
        try (Domain domain = Domain.fresh(new StoreSettings.Retention(TASKS, TASKS, TASKS, Domain.RETENTION.ages()))) {
            domain.redis.isReady();
            switch (path) {
                case DISPATCH -> dispatch(domain, path, domain::task);
                case DISPATCH_WITH_TWO_RESOURCES -> dispatch(domain, path, () -> domain.task("a", "shared:b"));
                case DISPATCH_IN_A_BATCH -> dispatch(domain, path, domain::task);
                case END_AND_CLAIM_ONE, END_AND_CLAIM_32 -> drain(domain, path, i -> domain.task());
                case END_AND_CLAIM_32_WITH_TWO_RESOURCES ->
                    drain(domain, path, i -> domain.task("x" + i % 48, "shared:s" + i * 7 % 48));
                case HAND_ON_ONE_RESOURCE -> drain(domain, path, i -> domain.task("a"));
                case LOOK_FOR_WORK -> {
                    Domain.TestWorker worker = domain.worker();
                    worker.claim(1);
                    for (int i = 0; i < TASKS; i++) {
                        measured(domain, () -> worker.claim(1));
                    }
                }
            }
        }
        long commands = perTask(spent.entrySet().stream()
                .filter(each ->
                        !ASKING.contains(each.getKey()) && !each.getKey().startsWith("bytes"))
                .mapToLong(Map.Entry::getValue)
                .sum());
        assertThat(List.of(commands, perTask(spent.get("evalsha"))))
                .as("commands and round trips for 1,000 tasks; commands were " + spent)
                .isEqualTo(List.of(path.commands, path.calls));
        assertThat(perTask(spent.get("bytes input")) / 1000).as("bytes sent").isBetween(path.sent * 9 / 10, path.sent);
        assertThat(perTask(spent.get("bytes output")) / 1000)
                .as("bytes received")
                .isBetween(path.received * 9 / 10, path.received);
    }

    private long perTask(long count) {
        return count * 1000 / TASKS;
    }

    private void dispatch(Domain domain, Path path, Supplier<Draft> draft) {
        draft.get().dispatch();
        for (int i = 0; i < TASKS; i += path.atOnce) {
            List<NewTask> tasks = new ArrayList<>();
            for (int k = 0; k < path.atOnce; k++) {
                tasks.add(draft.get().build());
            }
            measured(domain, () -> domain.tasks.dispatch(tasks));
        }
    }

    private void drain(Domain domain, Path path, java.util.function.IntFunction<Draft> draft) {
        Flood.dispatch(domain, 3 * TASKS + path.atOnce, draft);
        Domain.TestWorker worker = domain.worker();
        List<Exchange.Claimed> claims = worker.claim(path.atOnce);
        for (int i = 0; i < 3 * TASKS; i += path.atOnce) {
            Exchange.Outcome[] outcomes = claims.stream()
                    .map(claim -> Domain.outcome(claim, Exchange.Ending.COMPLETED, ""))
                    .toArray(Exchange.Outcome[]::new);
            List<Exchange.Claimed> next = new ArrayList<>();
            Runnable exchange =
                    () -> next.addAll(worker.exchange(path.atOnce, List.of(), Arrays.copyOf(outcomes, outcomes.length))
                            .claims());
            if (i < 2 * TASKS) {
                exchange.run();
            } else {
                measured(domain, exchange);
            }
            assertThat(next).hasSize(path.atOnce);
            claims = next;
        }
    }

    private void measured(Domain domain, Runnable action) {
        Map<String, Long> own = counts(domain);
        Map<String, Long> before = counts(domain);
        action.run();
        counts(domain)
                .forEach((what, count) -> spent.merge(
                        what,
                        what.startsWith("bytes")
                                ? count
                                        - 2 * before.getOrDefault(what, 0L)
                                        + own.getOrDefault(what, 0L) // Without the asking itself.
                                : count - before.getOrDefault(what, 0L),
                        Long::sum));
        spent.values().removeIf(count -> count == 0);
    }

    private static Map<String, Long> counts(Domain domain) {
        Map<String, Long> counts = new TreeMap<>();
        String info = domain.redis.call(r -> r.info("commandstats")) + domain.redis.call(r -> r.info("stats"));
        for (Matcher calls = CALLS.matcher(info); calls.find(); ) {
            counts.put(calls.group(1), Long.valueOf(calls.group(2)));
        }
        for (Matcher bytes = BYTES.matcher(info); bytes.find(); ) {
            counts.put("bytes " + bytes.group(1), Long.valueOf(bytes.group(2)));
        }
        return counts;
    }
}
