package io.dibs.chaos;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.dibs.chaos.Fact.Attempt;
import io.dibs.chaos.Fact.Fate;

/**
 * What the ledger says of executions, callers and processes, and the store of tasks, read once. Places are places in the
 * ledger.
 *
 * <p><b>What an execution's interval is.</b> From its accepted acquire on. An execution whose outcome the store has
 * <i>recorded</i> was the current one until then, whatever happened to its process meanwhile, and it released at the ledger
 * before it sent its outcome: so its interval ends with its release, accepted or not, without any allowance. (If an error
 * kept it from releasing, the interval ends with its last entry, which is earlier than the truth.) One that was
 * <i>lost</i> because its process was killed had what it reserved until the kill, which is noted before the signal is sent:
 * the interval ends there. One that was lost because its process was stopped, cut off or starved may still run, on its way
 * to hear that it is not current any more. Nobody can keep a stopped process from going on in the middle of a statement;
 * that is what the token is for. So its interval ends with its last accepted entry: if the ledger accepted one after a
 * conflicting successor had acquired, that is an overlap.
 */
final class Evidence {
    private final Map<UUID, Fact> tasks;
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
    Evidence(History history, long longestPause) {
        tasks = history.tasks();
        read(history.ledger(), longestPause);
    }

    private void read(List<Entry> ledger, long longestPause) {
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

    /** All executions by their token, in the order of their first entries. */
    Map<Long, Execution> executions() {
        return executions;
    }

    /** Those that acquired what they reserve, in that order. */
    List<Execution> acquired() {
        return executions.values().stream()
                .filter(execution -> execution.acquired >= 0)
                .sorted(Comparator.comparingInt(execution -> execution.acquired))
                .toList();
    }

    Fate fate(Execution execution) {
        Fact task = tasks.get(execution.task);
        // Of what the store does not know, Attempts tells. Strictly, nobody has taken anything from it.
        return task == null
                ? Fate.RECORDED
                : task.attempt(execution.token).map(Attempt::fate).orElse(Fate.RECORDED);
    }

    /** Where an execution's interval ends. */
    int end(Execution execution) {
        if (fate(execution) == Fate.RECORDED) {
            return execution.last;
        }
        Integer kill = killed.get(execution.process);
        return kill == null || couldLoseLease(execution.process)
                ? execution.lastAccepted
                : Math.max(kill, execution.lastAccepted);
    }

    /** Whether a process may have lost its lease while it lived. */
    private boolean couldLoseLease(String process) {
        return disturbed.contains(process) || redisAwayForLong;
    }

    /** Whether a process was not asked to end, and nothing kept it from renewing its lease. */
    boolean livedOn(String process) {
        return !ended.contains(process) && !couldLoseLease(process);
    }

    /** Whether the dispatch of a task began, or was acknowledged, while the ledger looked. */
    boolean sawDispatch(UUID task) {
        return dispatched.containsKey(task) || dispatching.containsKey(task);
    }

    /** The tasks whose dispatch was acknowledged. */
    Set<UUID> acknowledged() {
        return dispatched.keySet();
    }

    /** Whether the dispatch of one task was acknowledged before that of the other began. */
    boolean isDispatchedBefore(UUID one, UUID other) {
        Integer acknowledged = dispatched.get(one);
        Integer begun = dispatching.get(other);
        return acknowledged != null && begun != null && acknowledged < begun;
    }

    /** Whether anybody asked for its end. */
    boolean isCancelAsked(UUID task) {
        return cancelAsked.contains(task);
    }
}
