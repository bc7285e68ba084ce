package io.dibs.chaos;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

import io.dibs.TaskState;
import io.dibs.chaos.Fact.Attempt;
import io.dibs.chaos.Fact.Fate;
import io.dibs.chaos.Violation.Kind;

/**
 * How often tasks were tried, what each attempt had for an effect, and with which right it was taken away: R2, R4.
 *
 * <p><b>What effects are counted.</b> Each attempt has its effect once or, if it was killed, told to stop, or failed before
 * it came so far, not at all. So: no attempt has two; there is none but of attempts that the store lists; and a task that
 * is completed, or that failed as planned after its effect, has exactly one of that attempt.
 */
final class Attempts {
    /** A task that has lost so many workers is not tried again. */
    private static final int POISONOUS = 3;

    private final Evidence evidence;
    private final Map<UUID, Fact> tasks;
    private final BiConsumer<Kind, String> found;

    Attempts(Evidence evidence, Map<UUID, Fact> tasks, BiConsumer<Kind, String> found) {
        this.evidence = evidence;
        this.tasks = tasks;
        this.found = found;
    }

    void check() {
        attempts();
        attemptCounts();
        effects();
        missingEffects();
        losses();
    }

    /** R4: attempts have tokens of their own, which grow; and who was declared lost stays lost. */
    private void attempts() {
        Set<Long> seen = new HashSet<>();
        for (Fact task : tasks.values()) {
            long before = 0;
            for (Attempt attempt : task.attempts()) {
                if (!seen.add(attempt.token())) {
                    found.accept(
                            Kind.DOUBLE_EFFECT,
                            "token " + attempt.token() + " was given twice, also to task " + task.id());
                }
                if (attempt.token() <= before) {
                    found.accept(
                            Kind.TOKENS_SHRINK,
                            "attempt " + attempt.number() + " of task " + task.id() + " has token " + attempt.token()
                                    + ", the one before had " + before);
                }
                before = attempt.token();
            }
            if (task.state() == TaskState.COMPLETED
                    && task.lastAttempt().map(Attempt::fate).orElse(Fate.LOST) == Fate.LOST) {
                found.accept(
                        Kind.LATE_OUTCOME_RECORDED,
                        "task " + task.id() + " is completed, though its last attempt was taken from its worker");
            }
        }
    }

    /** Each task has the attempts that its policy gives it: no more, and no fewer if it threw each time. */
    private void attemptCounts() {
        for (Fact task : tasks.values()) {
            int count = task.attempts().size();
            int most = task.retry().maxAttempts();
            long lost = task.attempts().stream()
                    .filter(attempt -> attempt.fate() == Fate.LOST)
                    .count();
            boolean planned = task.lastAttempt().map(Attempt::planned).orElse(false);
            // Only the exceptions that the policy covers are tried again; all planned ones are of one class.
            int fewest =
                    planned && task.state() == TaskState.FAILED && task.retry().covers(Job.plannedException())
                            ? most
                            : 0;
            if (count != task.attemptCount() || count > most || count < fewest || lost > POISONOUS) {
                found.accept(
                        Kind.WRONG_NUMBER_OF_ATTEMPTS,
                        "task " + task.id() + ", " + task.state() + ", counts " + task.attemptCount() + " and lists "
                                + task.attempts() + ", with " + task.retry());
            }
        }
    }

    /** No execution has two effects, is unknown to the store, or was refused while it was the current one. */
    private void effects() {
        for (Execution execution : evidence.executions().values()) {
            Fact task = tasks.get(execution.task);
            boolean known = task != null && task.attempt(execution.token).isPresent();
            if (execution.mixedUp || execution.effects > 1) {
                found.accept(Kind.DOUBLE_EFFECT, execution + " ran twice, or had " + execution.effects + " effects");
            }
            if (!known) {
                found.accept(Kind.UNKNOWN_EXECUTION, execution + " is no attempt that the store knows of");
            } else if (evidence.fate(execution) == Fate.RECORDED && !execution.refusals.isEmpty()) {
                found.accept(
                        Kind.CURRENT_EXECUTION_REFUSED,
                        execution + " was refused at entries " + execution.refusals + ", and its outcome was recorded");
            }
        }
    }

    /** What is completed, or failed as planned, had its effect. */
    private void missingEffects() {
        for (Fact task : tasks.values()) {
            for (Attempt attempt : task.attempts()) {
                boolean last = attempt == task.lastAttempt().orElseThrow();
                boolean due = attempt.fate() == Fate.RECORDED
                        && (attempt.planned() || last && task.state() == TaskState.COMPLETED);
                Execution execution = evidence.executions().get(attempt.token());
                if (due && (execution == null || execution.effects == 0 || execution.released < 0)) {
                    found.accept(
                            Kind.MISSING_EFFECT,
                            "attempt " + attempt.number() + " of task " + task.id() + ", which is " + task.state()
                                    + ", had no effect: " + execution);
                }
            }
        }
    }

    /** A lease lasts as long as its process lives, and reaches Redis. */
    private void losses() {
        for (Fact task : tasks.values()) {
            for (Attempt attempt : task.attempts()) {
                String process = attempt.process();
                if (attempt.fate() == Fate.LOST && evidence.livedOn(process)) {
                    found.accept(
                            Kind.TAKEN_WITHOUT_REASON,
                            "attempt " + attempt.number() + " of task " + task.id() + " was taken from " + process
                                    + ", which lived and reached Redis");
                }
            }
        }
    }
}
