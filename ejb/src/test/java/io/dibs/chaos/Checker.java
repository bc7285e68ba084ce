package io.dibs.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

import io.dibs.chaos.Violation.Kind;

/**
 * Proves from a {@link History} that Dibs kept its promises, or says which it broke. It compares no clocks: all order is
 * that of the ledger.
 */
final class Checker {
    private Checker() {}

    /**
     * Checks.
     *
     * @param lease the workers' lease: it is renewed each third, so who is away for less than a third, and then tries for
     *     another, has not lost it
     */
    static List<Violation> check(History history, Duration lease) {
        List<Violation> violations = new ArrayList<>();
        BiConsumer<Kind, String> found = (kind, what) -> violations.add(new Violation(kind, what));
        Evidence evidence = new Evidence(history, lease.toMillis() / 3);
        new Exclusion(evidence, history.ledger(), found).check();
        new Attempts(evidence, history.tasks(), found).check();
        new Acknowledgements(evidence, history, found).check();
        history.audit().forEach(finding -> found.accept(Kind.AUDIT, finding));
        history.keysLeft().forEach(key -> found.accept(Kind.LEAKED_KEY, "key " + key + " is left"));
        history.stuck().forEach(what -> found.accept(Kind.STUCK, what));
        return violations;
    }
}
