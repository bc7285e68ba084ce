package io.dibs.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;

import io.dibs.Reservation;
import io.dibs.RetryPolicy;
import io.dibs.TaskState;
import io.dibs.chaos.Entry.Verb;
import io.dibs.chaos.Fact.Attempt;
import io.dibs.chaos.Fact.Fate;
import io.dibs.chaos.Violation.Kind;

/**
 * A story of two tasks that want the same resource, told to the checker: what the ledger saw, and what the store says in the
 * end. Whoever tells one extends it.
 */
abstract class Story {
    private static final Duration LEASE = Duration.ofSeconds(3);
    static final String ONE = "w1";
    static final String OTHER = "w2";

    final List<Entry> ledger = new ArrayList<>();
    private final Map<UUID, Fact> tasks = new HashMap<>();
    final List<String> audit = new ArrayList<>();
    final Set<String> keysLeft = new TreeSet<>();
    final List<String> stuck = new ArrayList<>();

    UUID first;
    UUID second;
    final List<Reservation> exclusive = List.of(Reservation.exclusive("a"));
    final List<Reservation> shared = List.of(Reservation.shared("a"));

    @BeforeEach
    void two_tasks() {
        first = dispatch();
        second = dispatch();
    }

    private UUID dispatch() {
        UUID id = UUID.randomUUID();
        ledger.add(Entry.of(Verb.DISPATCHING, id, exclusive, ""));
        ledger.add(Entry.of(Verb.DISPATCHED, id, exclusive, ""));
        return id;
    }

    static Entry entry(Verb verb, UUID task, long token, int attempt, String process, List<Reservation> res) {
        return new Entry(verb, process, task, token, attempt, res, "", true, 0);
    }

    void write(Verb verb, UUID task, long token, int attempt, String process, List<Reservation> res) {
        ledger.add(entry(verb, task, token, attempt, process, res));
    }

    void refuse(Verb verb, UUID task, long token, int attempt, String process, List<Reservation> res) {
        ledger.add(entry(verb, task, token, attempt, process, res).withAccepted(false));
    }

    void run(UUID task, long token, int attempt, String process, List<Reservation> res) {
        write(Verb.ACQUIRE, task, token, attempt, process, res);
        write(Verb.EFFECT, task, token, attempt, process, res);
        write(Verb.RELEASE, task, token, attempt, process, res);
    }

    void note(Verb verb, String process, String note) {
        ledger.add(Entry.of(verb, process, note));
    }

    void cancel(UUID task, String answer) {
        ledger.add(Entry.of(Verb.CANCELING, task, List.of(), ""));
        ledger.add(Entry.of(Verb.CANCEL_ANSWERED, task, List.of(), answer));
    }

    void fail(UUID task, RetryPolicy policy, int attempts) {
        Attempt[] all = new Attempt[attempts];
        for (int i = 1; i <= attempts; i++) {
            long token = ledger.size();
            run(task, token, i, ONE, exclusive);
            all[i - 1] = new Attempt(i, token, ONE, Fate.RECORDED, true, 0);
        }
        fact(task, TaskState.FAILED, policy, Optional.empty(), all);
    }

    static Attempt attempt(int number, long token, String process, Fate fate) {
        return new Attempt(number, token, process, fate, false, 0);
    }

    void bothCompleted() {
        done(first, TaskState.COMPLETED, attempt(1, 1, ONE, Fate.RECORDED));
        done(second, TaskState.COMPLETED, attempt(1, 2, ONE, Fate.RECORDED));
    }

    void bothRunAndCompleted() {
        run(first, 1, 1, ONE, exclusive);
        run(second, 2, 1, ONE, exclusive);
        bothCompleted();
    }

    void done(UUID id, TaskState state, Attempt... attempts) {
        fact(id, state, RetryPolicy.NONE, Optional.empty(), attempts);
    }

    void retried(UUID id, Attempt... attempts) {
        fact(id, TaskState.COMPLETED, RetryPolicy.fixed(attempts.length, Duration.ZERO), Optional.empty(), attempts);
    }

    void fact(UUID id, TaskState state, RetryPolicy policy, Optional<UUID> parent, Attempt... attempts) {
        tasks.put(id, new Fact(id, state, List.of(attempts), attempts.length, policy, parent, List.of()));
    }

    void assertFound(Kind... kinds) {
        List<Violation> violations = Checker.check(new History(ledger, tasks, audit, keysLeft, stuck), LEASE);
        assertThat(violations).extracting(Violation::kind).containsExactlyInAnyOrder(kinds);
    }
}
