package io.dibs.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import io.dibs.chaos.Entry.Verb;
import io.dibs.chaos.Fact.Fate;

/**
 * The figures of one run, or of several together.
 *
 * @param tasks by final state
 * @param faults by kind
 * @param kinds tasks by what they were to do
 * @param recoveries executions that were taken from lost workers
 * @param longestTakingMillis from the kill, or the stop, of a process to the moment at which an execution of its was taken
 *     from it, at most
 * @param longestRecoveryMillis from the kill, or the stop, of a process to the moment at which a task of its was final or
 *     started again, at most
 * @param refusals entries that the ledger refused
 */
record Figures(
        Map<String, Integer> tasks,
        Map<String, Integer> faults,
        int processes,
        int recoveries,
        long longestTakingMillis,
        long longestRecoveryMillis,
        int refusals,
        int entries,
        double seconds,
        int violations) {
    static final Figures NONE = new Figures(Map.of(), Map.of(), 0, 0, 0, 0, 0, 0, 0, 0);

    static Figures of(ChaosRun.Result result, List<Violation> violations) {
        History history = result.history();
        Map<String, Integer> tasks = new TreeMap<>();
        history.tasks().values().forEach(task -> tasks.merge(task.state().text(), 1, Integer::sum));
        Map<String, Integer> faults = new TreeMap<>();
        result.faults().forEach((kind, count) -> faults.put(kind.name().toLowerCase(Locale.ROOT), count));
        history.ledger().stream()
                .filter(entry -> entry.verb() == Verb.HALTING)
                .forEach(entry -> faults.merge("task_ended_its_process", 1, Integer::sum));
        Recovery recovery = Recovery.longest(history);
        return new Figures(
                tasks,
                faults,
                result.processes(),
                (int) history.tasks().values().stream()
                        .flatMap(task -> task.attempts().stream())
                        .filter(attempt -> attempt.fate() == Fate.LOST)
                        .count(),
                recovery.takenMillis(),
                recovery.recoveredMillis(),
                (int) history.ledger().stream()
                        .filter(entry -> !entry.accepted())
                        .count(),
                history.ledger().size(),
                result.time().toMillis() / 1000.0,
                violations.size());
    }

    private record Recovery(long takenMillis, long recoveredMillis) {
        static Recovery longest(History history) {
            Map<Long, Entry> running = new TreeMap<>();
            Map<UUID, List<Entry>> starts = new HashMap<>();
            Map<Long, Long> lostAt = new TreeMap<>();
            for (Entry entry : history.ledger()) {
                switch (entry.verb()) {
                    case ACQUIRE -> {
                        running.put(entry.token(), entry);
                        starts.computeIfAbsent(entry.task(), task -> new ArrayList<>())
                                .add(entry);
                    }
                    case RELEASE -> running.remove(entry.token());
                    case KILLING, HALTING, STOPPING ->
                        running.values().stream()
                                .filter(execution -> execution.process().equals(entry.process()))
                                .forEach(execution -> lostAt.putIfAbsent(execution.token(), entry.millis()));
                    default -> {
                        // Of no interest here.
                    }
                }
            }
            Recovery longest = new Recovery(0, 0);
            for (Fact task : history.tasks().values()) {
                for (Fact.Attempt attempt : task.attempts()) {
                    Long lost = lostAt.get(attempt.token());
                    if (lost != null && attempt.fate() == Fate.LOST) {
                        long again = starts.get(task.id()).stream()
                                .filter(start -> start.token() > attempt.token())
                                .mapToLong(Entry::millis)
                                .min()
                                .orElse(attempt.endedMillis());
                        longest = new Recovery(
                                Math.max(longest.takenMillis, attempt.endedMillis() - lost),
                                Math.max(longest.recoveredMillis, again - lost));
                    }
                }
            }
            return longest;
        }
    }

    Figures plus(Figures other) {
        return new Figures(
                sum(tasks, other.tasks),
                sum(faults, other.faults),
                processes + other.processes,
                recoveries + other.recoveries,
                Math.max(longestTakingMillis, other.longestTakingMillis),
                Math.max(longestRecoveryMillis, other.longestRecoveryMillis),
                refusals + other.refusals,
                entries + other.entries,
                seconds + other.seconds,
                violations + other.violations);
    }

    private static Map<String, Integer> sum(Map<String, Integer> one, Map<String, Integer> other) {
        Map<String, Integer> sum = new TreeMap<>(one);
        other.forEach((key, count) -> sum.merge(key, count, Integer::sum));
        return sum;
    }

    @Override
    public String toString() {
        int all = tasks.values().stream().mapToInt(Integer::intValue).sum();
        int allFaults = faults.values().stream().mapToInt(Integer::intValue).sum();
        return """
                tasks              %d %s
                faults             %d %s
                worker processes   %d
                recoveries         %d
                longest recovery   %d ms until it was taken, %d ms until it was final or started again
                ledger             %d entries, %d refused
                throughput         %.0f tasks/s over %.0f s
                violations         %d""".formatted(
                        all,
                        tasks,
                        allFaults,
                        faults,
                        processes,
                        recoveries,
                        longestTakingMillis,
                        longestRecoveryMillis,
                        entries,
                        refusals,
                        seconds == 0 ? 0 : all / seconds,
                        seconds,
                        violations);
    }
}
