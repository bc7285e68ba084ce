package io.dibs.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.dibs.Reservation;
import io.dibs.RetryPolicy;
import io.dibs.TaskState;
import io.dibs.chaos.Entry.Verb;
import io.dibs.chaos.Fact.Attempt;
import io.dibs.chaos.Fact.Fate;
import io.dibs.chaos.Violation.Kind;

/** Tells the checker stories: true ones, in which it finds nothing, and each kind of lie, which it finds by its name. */
class CheckerTest {
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final String ONE = "w1";
    private static final String OTHER = "w2";

    private final List<Entry> ledger = new ArrayList<>();
    private final Map<UUID, Fact> tasks = new HashMap<>();
    private final List<String> audit = new ArrayList<>();
    private final Set<String> keysLeft = new TreeSet<>();
    private final List<String> stuck = new ArrayList<>();

    private UUID first;
    private UUID second;
    private final List<Reservation> exclusive = List.of(Reservation.exclusive("a"));
    private final List<Reservation> shared = List.of(Reservation.shared("a"));

    @BeforeEach
    void two_tasks() {
        first = dispatch();
        second = dispatch();
    }

    @Test
    void an_honest_story_has_no_violation() {
        run(first, 1, 1, ONE, exclusive);
        done(first, TaskState.COMPLETED, attempt(1, 1, ONE, Fate.RECORDED));
        run(second, 2, 1, ONE, exclusive);
        done(second, TaskState.COMPLETED, attempt(1, 2, ONE, Fate.RECORDED));
        assertFound();
    }

    @Test
    void readers_may_overlap() {
        write(Verb.ACQUIRE, first, 1, 1, ONE, shared);
        write(Verb.ACQUIRE, second, 2, 1, ONE, shared);
        write(Verb.EFFECT, second, 2, 1, ONE, shared);
        write(Verb.EFFECT, first, 1, 1, ONE, shared);
        write(Verb.RELEASE, first, 1, 1, ONE, shared);
        write(Verb.RELEASE, second, 2, 1, ONE, shared);
        bothCompleted();
        assertFound();
    }

    @Test
    void a_process_is_killed_and_its_task_tried_again() {
        write(Verb.ACQUIRE, first, 1, 1, ONE, exclusive);
        note(Verb.KILLING, ONE, "");
        run(first, 2, 2, OTHER, exclusive);
        run(second, 3, 1, OTHER, exclusive);
        retried(first, attempt(1, 1, ONE, Fate.LOST), attempt(2, 2, OTHER, Fate.RECORDED));
        done(second, TaskState.COMPLETED, attempt(1, 3, OTHER, Fate.RECORDED));
        assertFound();
    }

    @Test
    void a_stopped_process_wakes_too_late_and_is_refused() {
        write(Verb.ACQUIRE, first, 1, 1, ONE, exclusive);
        note(Verb.STOPPING, ONE, "");
        run(first, 2, 2, OTHER, exclusive);
        note(Verb.CONTINUED, ONE, "");
        refuse(Verb.EFFECT, first, 1, 1, ONE, exclusive);
        run(second, 3, 1, OTHER, exclusive);
        retried(first, attempt(1, 1, ONE, Fate.LOST), attempt(2, 2, OTHER, Fate.RECORDED));
        done(second, TaskState.COMPLETED, attempt(1, 3, OTHER, Fate.RECORDED));
        assertFound();
    }

    @Test
    void a_task_is_canceled_before_it_starts_and_another_while_it_runs() {
        cancel(first, "CANCELED");
        done(first, TaskState.CANCELED);
        write(Verb.ACQUIRE, second, 1, 1, ONE, exclusive);
        cancel(second, "CANCELING");
        write(Verb.TOLD, second, 1, 1, ONE, exclusive);
        write(Verb.RELEASE, second, 1, 1, ONE, exclusive);
        done(second, TaskState.CANCELED, attempt(1, 1, ONE, Fate.RECORDED));
        assertFound();
    }

    @Test
    void overlap_of_two_that_were_recorded() {
        write(Verb.ACQUIRE, first, 1, 1, ONE, exclusive);
        write(Verb.ACQUIRE, second, 2, 1, OTHER, shared);
        write(Verb.EFFECT, second, 2, 1, OTHER, shared);
        write(Verb.RELEASE, second, 2, 1, OTHER, shared);
        write(Verb.EFFECT, first, 1, 1, ONE, exclusive);
        write(Verb.RELEASE, first, 1, 1, ONE, exclusive);
        done(first, TaskState.COMPLETED, attempt(1, 1, ONE, Fate.RECORDED));
        done(second, TaskState.COMPLETED, attempt(1, 2, OTHER, Fate.RECORDED));
        // Its effect and its release.
        assertFound(Kind.OVERLAP, Kind.STALE_TOKEN_ACCEPTED, Kind.STALE_TOKEN_ACCEPTED);
    }

    @Test
    void overlap_with_one_that_is_killed_later() {
        write(Verb.ACQUIRE, first, 1, 1, ONE, exclusive);
        run(second, 2, 1, OTHER, exclusive);
        note(Verb.KILLING, ONE, "");
        done(first, TaskState.FAILED, attempt(1, 1, ONE, Fate.LOST));
        done(second, TaskState.COMPLETED, attempt(1, 2, OTHER, Fate.RECORDED));
        assertFound(Kind.OVERLAP);
    }

    @Test
    void a_stopped_process_that_the_ledger_does_not_refuse() {
        write(Verb.ACQUIRE, first, 1, 1, ONE, exclusive);
        note(Verb.STOPPING, ONE, "");
        run(second, 2, 1, OTHER, exclusive);
        write(Verb.EFFECT, first, 1, 1, ONE, exclusive);
        done(first, TaskState.FAILED, attempt(1, 1, ONE, Fate.LOST));
        done(second, TaskState.COMPLETED, attempt(1, 2, OTHER, Fate.RECORDED));
        assertFound(Kind.OVERLAP, Kind.STALE_TOKEN_ACCEPTED);
    }

    @Test
    void two_attempts_of_a_task_without_reservations_at_once() {
        write(Verb.ACQUIRE, first, 1, 1, ONE, List.of());
        run(first, 2, 2, OTHER, List.of());
        refuse(Verb.EFFECT, first, 1, 1, ONE, List.of());
        refuse(Verb.RELEASE, first, 1, 1, ONE, List.of());
        retried(first, attempt(1, 1, ONE, Fate.RECORDED), attempt(2, 2, OTHER, Fate.RECORDED));
        cancel(second, "CANCELED");
        done(second, TaskState.CANCELED);
        assertFound(Kind.OVERLAP, Kind.CURRENT_EXECUTION_REFUSED);
    }

    @Test
    void out_of_order() {
        run(second, 1, 1, ONE, exclusive);
        run(first, 2, 1, ONE, exclusive);
        done(first, TaskState.COMPLETED, attempt(1, 2, ONE, Fate.RECORDED));
        done(second, TaskState.COMPLETED, attempt(1, 1, ONE, Fate.RECORDED));
        assertFound(Kind.OUT_OF_ORDER);
    }

    @Test
    void an_acknowledged_task_that_is_gone() {
        run(first, 1, 1, ONE, exclusive);
        done(first, TaskState.COMPLETED, attempt(1, 1, ONE, Fate.RECORDED));
        assertFound(Kind.LOST_TASK);
    }

    @Test
    void a_task_that_is_there_although_its_dispatch_failed() {
        bothRunAndCompleted();
        UUID refused = UUID.randomUUID();
        ledger.add(Entry.of(Verb.DISPATCHING, refused, exclusive, ""));
        ledger.add(Entry.of(Verb.DISPATCH_FAILED, refused, exclusive, Entry.NOTHING_CHANGED));
        run(refused, 3, 1, ONE, exclusive);
        done(refused, TaskState.COMPLETED, attempt(1, 3, ONE, Fate.RECORDED));
        assertFound(Kind.DISPATCHED_ALL_THE_SAME);
    }

    @Test
    void a_task_that_is_not_final() {
        run(first, 1, 1, ONE, exclusive);
        done(first, TaskState.COMPLETED, attempt(1, 1, ONE, Fate.RECORDED));
        done(second, TaskState.WAITING);
        assertFound(Kind.NOT_FINAL);
    }

    @Test
    void an_attempt_with_two_effects() {
        write(Verb.ACQUIRE, first, 1, 1, ONE, exclusive);
        write(Verb.EFFECT, first, 1, 1, ONE, exclusive);
        write(Verb.EFFECT, first, 1, 1, ONE, exclusive);
        write(Verb.RELEASE, first, 1, 1, ONE, exclusive);
        run(second, 2, 1, ONE, exclusive);
        bothCompleted();
        assertFound(Kind.DOUBLE_EFFECT);
    }

    @Test
    void a_claim_that_was_given_to_two() {
        run(first, 1, 1, ONE, exclusive);
        run(first, 1, 1, OTHER, exclusive);
        run(second, 2, 1, ONE, exclusive);
        bothCompleted();
        assertFound(Kind.DOUBLE_EFFECT);
    }

    @Test
    void an_execution_that_the_store_does_not_know() {
        run(first, 1, 1, ONE, exclusive);
        run(first, 2, 1, OTHER, exclusive);
        run(second, 3, 1, ONE, exclusive);
        done(first, TaskState.COMPLETED, attempt(1, 2, OTHER, Fate.RECORDED));
        done(second, TaskState.COMPLETED, attempt(1, 3, ONE, Fate.RECORDED));
        assertFound(Kind.UNKNOWN_EXECUTION);
    }

    @Test
    void a_completed_task_without_effect() {
        write(Verb.ACQUIRE, first, 1, 1, ONE, exclusive);
        write(Verb.RELEASE, first, 1, 1, ONE, exclusive);
        run(second, 2, 1, ONE, exclusive);
        bothCompleted();
        assertFound(Kind.MISSING_EFFECT);
    }

    @Test
    void a_completed_task_that_never_ran() {
        run(second, 2, 1, ONE, exclusive);
        bothCompleted();
        assertFound(Kind.MISSING_EFFECT);
    }

    @Test
    void more_attempts_than_the_policy_allows_and_fewer() {
        fail(first, RetryPolicy.fixed(2, Duration.ZERO), 3);
        fail(second, RetryPolicy.fixed(3, Duration.ZERO), 2);
        assertFound(Kind.WRONG_NUMBER_OF_ATTEMPTS, Kind.WRONG_NUMBER_OF_ATTEMPTS);
    }

    @Test
    void tokens_that_shrink() {
        run(first, 5, 1, ONE, List.of());
        refuse(Verb.ACQUIRE, first, 4, 2, ONE, List.of());
        retried(first, attempt(1, 5, ONE, Fate.RECORDED), attempt(2, 4, ONE, Fate.RECORDED));
        cancel(second, "CANCELED");
        done(second, TaskState.CANCELED);
        assertFound(Kind.TOKENS_SHRINK, Kind.CURRENT_EXECUTION_REFUSED, Kind.MISSING_EFFECT);
    }

    @Test
    void a_late_success_that_was_recorded() {
        run(first, 1, 1, ONE, exclusive);
        note(Verb.STOPPING, ONE, "");
        run(second, 2, 1, OTHER, exclusive);
        done(first, TaskState.COMPLETED, attempt(1, 1, ONE, Fate.LOST));
        done(second, TaskState.COMPLETED, attempt(1, 2, OTHER, Fate.RECORDED));
        assertFound(Kind.LATE_OUTCOME_RECORDED);
    }

    @Test
    void cancelations_that_nobody_asked_for_and_that_did_not_last() {
        done(first, TaskState.CANCELED);
        cancel(second, "CANCELED");
        run(second, 1, 1, ONE, exclusive);
        done(second, TaskState.COMPLETED, attempt(1, 1, ONE, Fate.RECORDED));
        assertFound(Kind.CANCELED_UNASKED, Kind.CANCELATION_UNDONE, Kind.CANCELATION_UNDONE);
    }

    @Test
    void a_task_taken_from_a_process_that_lived() {
        write(Verb.ACQUIRE, first, 1, 1, ONE, exclusive);
        note(Verb.CUT_OFF, ONE, "900"); // Less than a third of the lease.
        run(second, 2, 1, OTHER, exclusive);
        note(Verb.OVER, "", "");
        note(Verb.EXITED, ONE, "0");
        done(first, TaskState.FAILED, attempt(1, 1, ONE, Fate.LOST));
        done(second, TaskState.COMPLETED, attempt(1, 2, OTHER, Fate.RECORDED));
        assertFound(Kind.TAKEN_WITHOUT_REASON);
    }

    @Test
    void children_that_are_not_linked() {
        bothRunAndCompleted();
        UUID child = UUID.randomUUID();
        ledger.add(new Entry(Verb.DISPATCHED, ONE, child, 0, 0, exclusive, "", true, 0));
        run(child, 3, 1, ONE, exclusive);
        done(child, TaskState.COMPLETED, attempt(1, 3, ONE, Fate.RECORDED));
        UUID unlisted = UUID.randomUUID();
        run(unlisted, 4, 1, ONE, exclusive);
        fact(unlisted, TaskState.COMPLETED, RetryPolicy.NONE, Optional.of(first), attempt(1, 4, ONE, Fate.RECORDED));
        assertFound(Kind.UNLINKED_CHILD, Kind.UNLINKED_CHILD);
    }

    @Test
    void what_audit_keys_and_processes_say() {
        bothRunAndCompleted();
        audit.add("claims of nobody");
        keysLeft.add("wake:w1");
        stuck.add("a process did not end");
        assertFound(Kind.AUDIT, Kind.LEAKED_KEY, Kind.STUCK);
    }

    @Test
    void the_ledger_refuses_older_tokens_as_a_database_would() {
        try (Ledger server = new Ledger()) {
            assertThat(server.write(entry(Verb.ACQUIRE, first, 5, 1, ONE, shared)))
                    .isTrue();
            assertThat(server.write(entry(Verb.ACQUIRE, second, 4, 1, ONE, shared)))
                    .as("another reader")
                    .isTrue();
            UUID third = UUID.randomUUID();
            assertThat(server.write(entry(Verb.ACQUIRE, third, 4, 1, ONE, exclusive)))
                    .as("an older writer")
                    .isFalse();
            assertThat(server.write(entry(Verb.ACQUIRE, third, 6, 1, ONE, exclusive)))
                    .as("a newer one")
                    .isTrue();
            assertThat(server.write(entry(Verb.EFFECT, first, 5, 1, ONE, shared)))
                    .as("an older reader")
                    .isFalse();
            assertThat(server.write(entry(Verb.RELEASE, third, 6, 1, ONE, exclusive)))
                    .isTrue();
            assertThat(server.entries())
                    .extracting(Entry::accepted)
                    .containsExactly(true, true, false, true, false, true);
        }
    }

    @Test
    void an_entry_survives_its_line() {
        Entry entry = entry(
                Verb.EFFECT, first, 1795507693455091L, 3, ONE, List.of(exclusive.get(0), Reservation.shared("b")));
        Entry read = Entry.read(entry.line());
        assertThat(read).usingRecursiveComparison().ignoringFields("millis").isEqualTo(entry);
    }

    @Test
    void a_job_survives_its_arguments() {
        Job job = Job.draw(new Random(1));
        Job read = Job.decode(job.task(first, Optional.empty()).arguments());
        assertThat(read).usingRecursiveComparison().ignoringFields("retry").isEqualTo(job);
    }

    private UUID dispatch() {
        UUID id = UUID.randomUUID();
        ledger.add(Entry.of(Verb.DISPATCHING, id, exclusive, ""));
        ledger.add(Entry.of(Verb.DISPATCHED, id, exclusive, ""));
        return id;
    }

    private static Entry entry(Verb verb, UUID task, long token, int attempt, String process, List<Reservation> res) {
        return new Entry(verb, process, task, token, attempt, res, "", true, 0);
    }

    private void write(Verb verb, UUID task, long token, int attempt, String process, List<Reservation> res) {
        ledger.add(entry(verb, task, token, attempt, process, res));
    }

    private void refuse(Verb verb, UUID task, long token, int attempt, String process, List<Reservation> res) {
        ledger.add(entry(verb, task, token, attempt, process, res).withAccepted(false));
    }

    private void run(UUID task, long token, int attempt, String process, List<Reservation> res) {
        write(Verb.ACQUIRE, task, token, attempt, process, res);
        write(Verb.EFFECT, task, token, attempt, process, res);
        write(Verb.RELEASE, task, token, attempt, process, res);
    }

    private void note(Verb verb, String process, String note) {
        ledger.add(Entry.of(verb, process, note));
    }

    private void cancel(UUID task, String answer) {
        ledger.add(Entry.of(Verb.CANCELING, task, List.of(), ""));
        ledger.add(Entry.of(Verb.CANCEL_ANSWERED, task, List.of(), answer));
    }

    private void fail(UUID task, RetryPolicy policy, int attempts) {
        Attempt[] all = new Attempt[attempts];
        for (int i = 1; i <= attempts; i++) {
            long token = ledger.size();
            run(task, token, i, ONE, exclusive);
            all[i - 1] = new Attempt(i, token, ONE, Fate.RECORDED, true, 0);
        }
        fact(task, TaskState.FAILED, policy, Optional.empty(), all);
    }

    private static Attempt attempt(int number, long token, String process, Fate fate) {
        return new Attempt(number, token, process, fate, false, 0);
    }

    private void bothCompleted() {
        done(first, TaskState.COMPLETED, attempt(1, 1, ONE, Fate.RECORDED));
        done(second, TaskState.COMPLETED, attempt(1, 2, ONE, Fate.RECORDED));
    }

    private void bothRunAndCompleted() {
        run(first, 1, 1, ONE, exclusive);
        run(second, 2, 1, ONE, exclusive);
        bothCompleted();
    }

    private void done(UUID id, TaskState state, Attempt... attempts) {
        fact(id, state, RetryPolicy.NONE, Optional.empty(), attempts);
    }

    private void retried(UUID id, Attempt... attempts) {
        fact(id, TaskState.COMPLETED, RetryPolicy.fixed(attempts.length, Duration.ZERO), Optional.empty(), attempts);
    }

    private void fact(UUID id, TaskState state, RetryPolicy policy, Optional<UUID> parent, Attempt... attempts) {
        tasks.put(id, new Fact(id, state, List.of(attempts), attempts.length, policy, parent, List.of()));
    }

    private void assertFound(Kind... kinds) {
        List<Violation> violations = Checker.check(new History(ledger, tasks, audit, keysLeft, stuck), LEASE);
        assertThat(violations).extracting(Violation::kind).containsExactlyInAnyOrder(kinds);
    }
}
