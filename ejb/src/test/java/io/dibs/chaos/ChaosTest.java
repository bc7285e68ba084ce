package io.dibs.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import org.junit.jupiter.api.Test;

/**
 * The whole: thousands of tasks, a fault every 250 ms, and a proof that every promise was kept. A minute of it is part of
 * the build; {@code mvn -B -Pchaos verify -Dchaos.minutes=30} runs it alone, and for longer, in rounds of five minutes, each
 * of which begins with an empty Redis and ends with nothing left.
 *
 * <p>It prints the seed of each round. {@code -Dchaos.seed=…} replays one: the tasks, what they reserve and do, whom they
 * dispatch, who is canceled, which faults come, to whom, and the pauses between them are drawn from the seed. How the
 * system schedules processes and threads is not, so a race that showed itself once may need several runs with its seed to
 * show itself again; nor are the seeds independent of speed, since a slow machine dispatches fewer tasks in the same time.
 */
class ChaosTest {
    private static final Duration LONGEST_ROUND = Duration.ofMinutes(5);
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final int SEATS = 5;

    /** Long enough for leases to end and retries to come due on a busy machine; it is not waited for in vain but once. */
    private static final Duration LONGEST_END = Duration.ofSeconds(90);

    private static final int SHOWN = 50;

    @Test
    void nothing_is_lost_nothing_happens_twice_and_nothing_is_stuck() throws InterruptedException {
        Duration left =
                Duration.ofSeconds(Math.round(60 * Double.parseDouble(System.getProperty("chaos.minutes", "1"))));
        long seed = Long.getLong("chaos.seed", ThreadLocalRandom.current().nextLong(1_000_000_000));
        Figures all = Figures.NONE;
        for (; left.toMillis() > 0; left = left.minus(LONGEST_ROUND), seed++) {
            all = all.plus(round(seed, left.compareTo(LONGEST_ROUND) < 0 ? left : LONGEST_ROUND));
            print("Chaos, all rounds so far:\n" + all);
        }
    }

    private static Figures round(long seed, Duration time) throws InterruptedException {
        String replay = "-Dchaos.seed=" + seed + " -Dchaos.minutes=" + time.toSeconds() / 60.0;
        print("Chaos, a round of " + time.toSeconds() + " s: " + replay);
        ChaosRun.Result result = ChaosRun.run(new ChaosRun.Options(
                seed, time, Integer.MAX_VALUE, true, SEATS, LEASE, LONGEST_END, List.of(), Fleet.emptyFolder("round")));
        List<Violation> violations = Checker.check(result.history(), LEASE);
        Figures figures = Figures.of(result, violations);
        print("Chaos, " + replay + ":\n" + figures);
        assertThat(violations.stream().limit(SHOWN))
                .as("broken promises, of %d; replay with %s", violations.size(), replay)
                .isEmpty();
        // That nothing was broken says something only if something has happened.
        assertThat(figures.recoveries())
                .as("executions taken from lost workers")
                .isPositive();
        assertThat(figures.tasks()).as("final states").containsKeys("completed", "failed", "canceled");
        return figures;
    }

    private static void print(String text) {
        System.out.println(text);
    }
}
