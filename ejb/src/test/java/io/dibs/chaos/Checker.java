package io.dibs.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.dibs.Reservation;
import io.dibs.Reservation.Mode;
import io.dibs.TaskState;
import io.dibs.chaos.Entry.Verb;
import io.dibs.chaos.Fact.Attempt;
import io.dibs.chaos.Fact.Fate;
import io.dibs.chaos.Violation.Kind;

/**
 * Proves from a {@link History} that Dibs kept its promises, or says which it broke. It compares no clocks: all order is
 * that of the ledger.
 *
 * <p><b>What an execution's interval is.</b> From its accepted acquire on. An execution whose outcome the store has
 * <i>recorded</i> was the current one until then, whatever happened to its process meanwhile, and it released at the ledger
 * before it sent its outcome: so its interval ends with its release, accepted or not, without any allowance. (If an error
 * kept it from releasing, the interval ends with its last entry, which is earlier than the truth.) One that was
 * <i>lost</i> because its process was killed had what it reserved until the kill, which is noted before the signal is sent:
 * the interval ends there. One that was lost because its process was stopped, cut off or starved may still run, on its way
 * to hear that it is not current any more. Nobody can keep a stopped process from going on in the middle of a statement; that is what the
 * token is for. So its interval ends with its last accepted entry: if the ledger accepted one after a conflicting successor
 * had acquired, that is an overlap.
 *
 * <p><b>What effects are counted.</b> Each attempt has its effect once or, if it was killed, told to stop, or failed before
 * it came so far, not at all. So: no attempt has two; there is none but of attempts that the store lists; and a task that
 * is completed, or that failed as planned after its effect, has exactly one of that attempt.
 */
final class Checker {
    /** A task that has lost so many workers is not tried again. */
    private static final int POISONOUS = 3;

    private final History history;
    private final List<Entry> ledger;
    private final List<Violation> violations = new ArrayList<>();

    private final Map<Long, Execution> executions = new LinkedHashMap<>();
    private final Map<UUID, Integer> dispatching = new HashMap<>();
    private final Map<UUID, Integer> dispatched = new HashMap<>();
    private final Set<UUID> cancelAsked = new HashSet<>();

    /** Where processes were killed, or began to halt. */
    private final Map<String, Integer> killed = new HashMap<>();
    /** The processes that could lose their lease while they lived. */
    private final Set<String> disturbed = new HashSet<>();
    /** The processes that were asked to end, or have. */
    private final Set<String> ended = new HashSet<>();

    private boolean redisAwayForLong;

    /**
     * @param longestPause for how many milliseconds a process, or Redis, may be away without any lease being lost
     */
    private Checker(History history, long longestPause) {
        this.history = history;
        this.ledger = history.ledger();
        read(longestPause);
    }

    /**
     * Checks.
     *
     * @param lease the workers' lease: it is renewed each third, so who is away for less than a third, and then tries for
     *     another, has not lost it
     */
    static List<Violation> check(History history, Duration lease) {
        Checker checker = new Checker(history, lease.toMillis() / 3);
        checker.overlaps();
        checker.order();
        checker.dispatches();
        checker.attempts();
        checker.attemptCounts();
        checker.effects();
        checker.staleTokens();
        checker.cancelations();
        checker.losses();
        checker.children();
        history.audit().forEach(finding -> checker.add(Kind.AUDIT, finding));
        history.keysLeft().forEach(key -> checker.add(Kind.LEAKED_KEY, "key " + key + " is left"));
        history.stuck().forEach(what -> checker.add(Kind.STUCK, what));
        return checker.violations;
    }

    private void add(Kind kind, String what) {
        violations.add(new Violation(kind, what));
    }

    private void read(long longestPause) {
        boolean over = false;
        for (int place = 0; place < ledger.size(); place++) {
            Entry entry = ledger.get(place);
            switch (entry.verb()) {
                case ACQUIRE, EFFECT, RELEASE, TOLD ->
                    executions
                            .computeIfAbsent(entry.token(), token -> new Execution(entry))
                            .add(place, entry);
                case DISPATCHING -> dispatching.putIfAbsent(entry.task(), place);
                case DISPATCHED -> dispatched.putIfAbsent(entry.task(), place);
                case CANCELING -> cancelAsked.add(entry.task());
                case KILLING, HALTING -> {
                    killed.putIfAbsent(entry.process(), place);
                    ended.add(entry.process());
                }
                case OVER -> over = true;
                case TERMINATING, EXITED -> {
                    if (!over) { // What ends last takes nothing with it.
                        ended.add(entry.process());
                    }
                }
                case STOPPING -> disturbed.add(entry.process());
                case CUT_OFF, STALLED -> {
                    if (Long.parseLong(entry.note()) > longestPause) {
                        disturbed.add(entry.process());
                    }
                }
                case REDIS_AWAY -> redisAwayForLong |= Long.parseLong(entry.note()) > longestPause;
                default -> {
                    // Read where it is needed.
                }
            }
        }
    }

    private Fate fate(Execution execution) {
        Fact task = history.tasks().get(execution.task);
        // Of what the store does not know, unknownExecution tells. Strictly, nobody has taken anything from it.
        return task == null
                ? Fate.RECORDED
                : task.attempt(execution.token).map(Attempt::fate).orElse(Fate.RECORDED);
    }

    private int end(Execution execution) {
        if (fate(execution) == Fate.RECORDED) {
            return execution.last;
        }
        Integer kill = killed.get(execution.process);
        return kill == null || couldLoseLease(execution.process)
                ? execution.lastAccepted
                : Math.max(kill, execution.lastAccepted);
    }

    private boolean couldLoseLease(String process) {
        return disturbed.contains(process) || redisAwayForLong;
    }

    /** R1, R5: who excludes each other is never there at the same time; nor are two attempts of one task. */
    private void overlaps() {
        Map<String, Execution> lastWriter = new HashMap<>();
        Map<String, Execution> last = new HashMap<>();
        acquired().forEach(execution -> {
            for (Reservation resource : execution.resources) {
                String name = resource.resource();
                Execution other = (resource.mode() == Mode.EXCLUSIVE ? last : lastWriter).get(name);
                if (other != null && end(other) > execution.acquired) {
                    add(
                            Kind.OVERLAP,
                            "'" + name + "' was held by " + other + " until entry " + end(other) + " and by "
                                    + execution);
                }
                keepLatest(last, name, execution);
                if (resource.mode() == Mode.EXCLUSIVE) {
                    keepLatest(lastWriter, name, execution);
                }
            }
        });
    }

    private void keepLatest(Map<String, Execution> latest, String name, Execution execution) {
        latest.merge(name, execution, (a, b) -> end(a) > end(b) ? a : b);
    }

    private List<Execution> acquired() {
        return executions.values().stream()
                .filter(execution -> execution.acquired >= 0)
                .sorted(Comparator.comparingInt(execution -> execution.acquired))
                .toList();
    }

    /**
     * R1: of two tasks that exclude each other on a resource, the one whose dispatch was acknowledged before the other's
     * began starts first. It goes by first attempts: a task whose first attempt ended before it came to the ledger is left
     * out, since a retry after a pause is to come behind those that waited meanwhile.
     */
    private void order() {
        Map<String, List<Execution>> byResource = new HashMap<>();
        acquired().stream()
                .filter(execution -> execution.attempt == 1)
                .forEach(execution -> execution.resources.stream()
                        .filter(resource ->
                                dispatched.containsKey(execution.task) || dispatching.containsKey(execution.task))
                        .forEach(resource -> byResource
                                .computeIfAbsent(resource.resource(), name -> new ArrayList<>())
                                .add(execution)));
        byResource.forEach((name, inOrder) -> {
            for (int later = 1; later < inOrder.size(); later++) {
                for (int earlier = 0; earlier < later; earlier++) {
                    Execution first = inOrder.get(earlier);
                    Execution second = inOrder.get(later);
                    if (conflict(name, first, second) && isDispatchedBefore(second, first)) {
                        add(Kind.OUT_OF_ORDER, "on '" + name + "', " + first + " started before " + second);
                    }
                }
            }
        });
    }

    private boolean isDispatchedBefore(Execution one, Execution other) {
        Integer acknowledged = dispatched.get(one.task);
        Integer begun = dispatching.get(other.task);
        return acknowledged != null && begun != null && acknowledged < begun;
    }

    private static boolean conflict(String name, Execution one, Execution other) {
        return mode(name, one) == Mode.EXCLUSIVE || mode(name, other) == Mode.EXCLUSIVE;
    }

    private static Mode mode(String name, Execution execution) {
        return execution.resources.stream().anyMatch(r -> r.resource().equals(name) && r.mode() == Mode.EXCLUSIVE)
                ? Mode.EXCLUSIVE
                : Mode.SHARED;
    }

    /** R3: what was acknowledged is there, what was refused is not, and all is final. */
    private void dispatches() {
        dispatched.keySet().stream()
                .filter(id -> !history.tasks().containsKey(id))
                .forEach(id -> add(Kind.LOST_TASK, "task " + id + " was acknowledged and is not there"));
        ledger.stream()
                .filter(entry ->
                        entry.verb() == Verb.DISPATCH_FAILED && entry.note().equals(Entry.NOTHING_CHANGED))
                .filter(entry -> history.tasks().containsKey(entry.task()) && !dispatched.containsKey(entry.task()))
                .forEach(entry -> add(
                        Kind.DISPATCHED_ALL_THE_SAME,
                        "task " + entry.task() + " is there, of whose dispatch it was said that nothing was changed"));
        history.tasks().values().stream()
                .filter(task -> !task.state().isFinal())
                .forEach(task -> add(Kind.NOT_FINAL, "task " + task.id() + " is " + task.state()));
    }

    /** R4: attempts have tokens of their own, which grow; and who was declared lost stays lost. */
    private void attempts() {
        Set<Long> seen = new HashSet<>();
        for (Fact task : history.tasks().values()) {
            long before = 0;
            for (Attempt attempt : task.attempts()) {
                if (!seen.add(attempt.token())) {
                    add(Kind.DOUBLE_EFFECT, "token " + attempt.token() + " was given twice, also to task " + task.id());
                }
                if (attempt.token() <= before) {
                    add(
                            Kind.TOKENS_SHRINK,
                            "attempt " + attempt.number() + " of task " + task.id() + " has token " + attempt.token()
                                    + ", the one before had " + before);
                }
                before = attempt.token();
            }
            if (task.state() == TaskState.COMPLETED
                    && task.lastAttempt().map(Attempt::fate).orElse(Fate.LOST) == Fate.LOST) {
                add(
                        Kind.LATE_OUTCOME_RECORDED,
                        "task " + task.id() + " is completed, though its last attempt was taken from its worker");
            }
        }
    }

    /** Each task has the attempts that its policy gives it: no more, and no fewer if it threw each time. */
    private void attemptCounts() {
        for (Fact task : history.tasks().values()) {
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
                add(
                        Kind.WRONG_NUMBER_OF_ATTEMPTS,
                        "task " + task.id() + ", " + task.state() + ", counts " + task.attemptCount() + " and lists "
                                + task.attempts() + ", with " + task.retry());
            }
        }
    }

    private void effects() {
        for (Execution execution : executions.values()) {
            Fact task = history.tasks().get(execution.task);
            boolean known = task != null && task.attempt(execution.token).isPresent();
            if (execution.mixedUp || execution.effects > 1) {
                add(Kind.DOUBLE_EFFECT, execution + " ran twice, or had " + execution.effects + " effects");
            }
            if (!known) {
                add(Kind.UNKNOWN_EXECUTION, execution + " is no attempt that the store knows of");
            } else if (fate(execution) == Fate.RECORDED && !execution.refusals.isEmpty()) {
                add(
                        Kind.CURRENT_EXECUTION_REFUSED,
                        execution + " was refused at entries " + execution.refusals + ", and its outcome was recorded");
            }
        }
        for (Fact task : history.tasks().values()) {
            for (Attempt attempt : task.attempts()) {
                boolean last = attempt == task.lastAttempt().orElseThrow();
                boolean due = attempt.fate() == Fate.RECORDED
                        && (attempt.planned() || last && task.state() == TaskState.COMPLETED);
                Execution execution = executions.get(attempt.token());
                if (due && (execution == null || execution.effects == 0 || execution.released < 0)) {
                    add(
                            Kind.MISSING_EFFECT,
                            "attempt " + attempt.number() + " of task " + task.id() + ", which is " + task.state()
                                    + ", had no effect: " + execution);
                }
            }
        }
    }

    /** The ledger's own rule, computed anew. */
    private void staleTokens() {
        Map<String, Long> exclusive = new HashMap<>();
        Map<String, Long> any = new HashMap<>();
        for (int place = 0; place < ledger.size(); place++) {
            Entry entry = ledger.get(place);
            if (!entry.isFenced() || !entry.accepted()) {
                continue;
            }
            for (Reservation resource : entry.fencedResources()) {
                boolean writes = resource.mode() == Mode.EXCLUSIVE;
                long seen = (writes ? any : exclusive).getOrDefault(resource.resource(), 0L);
                if (entry.token() < seen) {
                    add(
                            Kind.STALE_TOKEN_ACCEPTED,
                            "entry " + place + " of '" + resource.resource() + "' has token " + entry.token()
                                    + ", older than " + seen);
                }
                any.merge(resource.resource(), entry.token(), Math::max);
                if (writes) {
                    exclusive.merge(resource.resource(), entry.token(), Math::max);
                }
            }
        }
    }

    /** Who is canceled was to be; and a cancelation that was acknowledged stays. */
    private void cancelations() {
        for (Fact task : history.tasks().values()) {
            if (task.state() == TaskState.CANCELED && !cancelAsked.contains(task.id())) {
                add(Kind.CANCELED_UNASKED, "task " + task.id());
            }
        }
        Map<UUID, Integer> ended = new HashMap<>();
        for (int place = 0; place < ledger.size(); place++) {
            Entry entry = ledger.get(place);
            if (entry.verb() != Verb.CANCEL_ANSWERED) {
                continue;
            }
            Fact task = history.tasks().get(entry.task());
            boolean canceled = entry.note().equals("CANCELED") || entry.note().equals("CANCELING");
            // "Already" may be a timeout's, after which it fails.
            boolean told = canceled || entry.note().equals("ALREADY");
            if (task != null
                    && (canceled && task.state() != TaskState.CANCELED
                            || told && task.state() == TaskState.COMPLETED)) {
                add(
                        Kind.CANCELATION_UNDONE,
                        "task " + task.id() + " is " + task.state() + ", after the answer " + entry.note());
            }
            if (entry.note().equals("CANCELED")) {
                ended.putIfAbsent(entry.task(), place);
            }
        }
        acquired().stream()
                .filter(execution -> ended.getOrDefault(execution.task, Integer.MAX_VALUE) < execution.acquired)
                // One that had lost its attempt before may wake up now; it is fenced, and its effects are looked at
                // above.
                .filter(execution -> fate(execution) == Fate.RECORDED)
                .forEach(execution -> add(
                        Kind.CANCELATION_UNDONE,
                        execution + " began after entry " + ended.get(execution.task)
                                + ", at which its task had been canceled"));
    }

    /** A lease lasts as long as its process lives, and reaches Redis. */
    private void losses() {
        for (Fact task : history.tasks().values()) {
            for (Attempt attempt : task.attempts()) {
                String process = attempt.process();
                if (attempt.fate() == Fate.LOST && !ended.contains(process) && !couldLoseLease(process)) {
                    add(
                            Kind.TAKEN_WITHOUT_REASON,
                            "attempt " + attempt.number() + " of task " + task.id() + " was taken from " + process
                                    + ", which lived and reached Redis");
                }
            }
        }
    }

    private void children() {
        for (Fact task : history.tasks().values()) {
            task.parent()
                    .map(history.tasks()::get)
                    .filter(parent -> !parent.children().contains(task.id()))
                    .ifPresent(parent ->
                            add(Kind.UNLINKED_CHILD, "task " + parent.id() + " does not list its child " + task.id()));
        }
        for (Entry entry : ledger) {
            // Dispatched by a worker process: inside a task.
            Fact task = entry.verb() == Verb.DISPATCHED ? history.tasks().get(entry.task()) : null;
            if (task != null && !entry.process().isEmpty() && task.parent().isEmpty()) {
                add(Kind.UNLINKED_CHILD, "task " + task.id() + " does not name its parent");
            }
        }
    }
}
