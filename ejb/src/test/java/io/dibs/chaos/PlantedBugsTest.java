package io.dibs.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.dibs.chaos.Violation.Kind;
import io.dibs.store.Redis;

/** Whoever trusts the checker wants to see it fail: worker processes run scripts with a bug each, and it is found. */
class PlantedBugsTest {
    /** So many entries of the ledger, of some hundred tasks, show a bug many times. */
    private static final int MANY = 1500;

    /** Where the bug brings all work to a stop. */
    private static final int FEW = 300;

    private static final Duration LONGEST_TIME = Duration.ofSeconds(30);

    /** Longer than any pause of a busy machine, so that no lease is lost but by the bug. */
    private static final Duration LEASE = Duration.ofSeconds(12);

    /** A machine that is too busy to end in this time does no harm where there is a bug. */
    private static final Duration SHORT_END = Duration.ofSeconds(4);

    private static final Duration LONG_END = Duration.ofSeconds(90);
    private static final int SHOWN = 20;

    @TempDir
    private Path scripts;

    @Test
    void scripts_without_a_bug_break_no_promise() throws Exception {
        alter("lib/lines.lua", "-- The lines of resources", "-- The same lines of resources");
        assertThatFound(MANY, LONG_END).isEmpty();
    }

    @Test
    void a_grant_too_early_is_found() throws Exception {
        // A writer is let in while readers are still there.
        alter(
                "lib/lines.lua",
                "if first_id and redis.call('ZCOUNT', shared, '-inf', '(' .. first[2]) == 0 then",
                "if first_id then");
        assertThatFound(MANY, SHORT_END).contains(Kind.OVERLAP);
    }

    @Test
    void a_claim_that_gets_lost_is_found() throws Exception {
        // Every seventh task is taken out of the ready ones, and not put anywhere.
        alter("lib/claims.lua", "    if t[1] then\n      token = token + 1", """
                    token = token + 1
                    if t[1] and token % 7 ~= 0 then
                """);
        assertThatFound(FEW, SHORT_END).contains(Kind.NOT_FINAL, Kind.AUDIT, Kind.STUCK);
    }

    @Test
    void tasks_taken_from_the_living_and_outcomes_that_are_not_fenced_are_found() throws Exception {
        alter("sweep.lua", "'-inf', advance_lease_clock()", "'-inf', advance_lease_clock() + 3600000000");
        alter("lib/unusual.lua", "if t.exec ~= token then", "if false then");
        alter("lib/unusual.lua", "if FINAL[t.state] then", "if false then");
        alter("lib/unusual.lua", "if t.state == 'running' and", "if");
        // Else the script stumbles over the worker that is not there, before it can do the wrong thing.
        alter("lib/unusual.lua", "leave_worker(id, t.worker)", "leave_worker(id, t.worker or worker)");
        assertThatFound(MANY, SHORT_END).contains(Kind.TAKEN_WITHOUT_REASON, Kind.LATE_OUTCOME_RECORDED);
    }

    @Test
    void tokens_that_shrink_and_a_key_that_is_left_are_found() throws Exception {
        alter("lib/claims.lua", "= math.max(largest_token, floor, now), {}", "= 4000000000000000 - now, {}");
        alter("lib/workers.lua", "P .. 'worker:' .. worker, ", "");
        assertThatFound(MANY, SHORT_END).contains(Kind.CURRENT_EXECUTION_REFUSED, Kind.TOKENS_SHRINK, Kind.LEAKED_KEY);
    }

    /** Runs with the altered scripts, and asserts on what kinds of violations are found. */
    private ListAssert<Kind> assertThatFound(int entries, Duration longestEnd) throws InterruptedException {
        ChaosRun.Result result = ChaosRun.run(new ChaosRun.Options(
                7, LONGEST_TIME, entries, false, 2, LEASE, longestEnd, List.of(scripts), Fleet.emptyFolder("planted")));
        List<Violation> violations = Checker.check(result.history(), LEASE);
        return assertThat(violations.stream().map(Violation::kind).distinct().toList())
                .as(
                        "%s%n%s",
                        Figures.of(result, violations),
                        violations.stream().limit(SHOWN).toList());
    }

    /** Puts an altered script where worker processes look first. */
    private void alter(String script, String text, String replacement) throws IOException {
        Path folder = scripts.resolve(Redis.class.getPackageName().replace('.', '/'));
        Path file = folder.resolve(script);
        Files.createDirectories(file.getParent());
        String before = Files.exists(file) ? Files.readString(file) : original(script);
        assertThat(before)
                .as(
                        "the script %s, in which the bug is to be planted; if it says it otherwise now, plant it anew",
                        script)
                .contains(text);
        Files.writeString(file, before.replace(text, replacement));
    }

    private static String original(String script) throws IOException {
        try (InputStream in = Redis.class.getResourceAsStream(script)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
