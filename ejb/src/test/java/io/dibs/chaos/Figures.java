package io.dibs.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.dibs.chaos.Entry.Verb;
import io.dibs.chaos.Fact.Fate;

/**
 * The figures of one run, or of several together.
 *
 * @param tasks by final state
 * @param faults by kind
 * @param kinds tasks by what they were to do
 * @param recoveries executions that were taken from lost workers
 * @param longestRecoveryMillis from the kill, or the stop, of a process to the moment at which a task of its was final or
 *     started again, at most
 * @param refusals entries that the ledger refused
 */
record Figures(
        Map<String, Integer> tasks,
        Map<String, Integer> faults,
        int processes,
        int recoveries,
        long longestRecoveryMillis,
        int refusals,
        int entries,
        double seconds,
        int violations) {
    static final Figures NONE = new Figures(Map.of(), Map.of(), 0, 0, 0, 0, 0, 0, 0);

    static Figures of(ChaosRun.Result result, List<Violation> violations) {
        History history = result.history();
        Map<String, Integer> tasks = new TreeMap<>();
        history.tasks().values().forEach(task -> tasks.merge(task.state().text(), 1, Integer::sum));
        Map<String, Integer> faults = new TreeMap<>();
        result.faults().forEach((kind, count) -> faults.put(kind.name().toLowerCase(Locale.ROOT), count));
        history.ledger().stream()
                .filter(entry -> entry.verb() == Verb.HALTING)
                .forEach(entry -> faults.merge("task_ended_its_process", 1, Integer::sum));
        return new Figures(
                tasks,
                faults,
                result.processes(),
                (int) history.tasks().values().stream()
                        .flatMap(task -> task.attempts().stream())
                        .filter(attempt -> attempt.fate() == Fate.LOST)
                        .count(),
                longestRecovery(history),
                (int) history.ledger().stream()
                        .filter(entry -> !entry.accepted())
                        .count(),
                history.ledger().size(),
                result.time().toMillis() / 1000.0,
                violations.size());
    }

    private static long longestRecovery(History history) {
        Map<String, Long> gone = new TreeMap<>();
        Map<Long, Entry> running = new TreeMap<>();
        List<Entry> starts = new ArrayList<>();
        Map<Long, Long> lostAt = new TreeMap<>();
        for (Entry entry : history.ledger()) {
            switch (entry.verb()) {
                case ACQUIRE -> {
                    running.put(entry.token(), entry);
                    starts.add(entry);
                }
                case RELEASE -> running.remove(entry.token());
                case KILLING, HALTING, STOPPING -> {
                    gone.put(entry.process(), entry.millis());
                    running.values().stream()
                            .filter(execution -> execution.process().equals(entry.process()))
                            .forEach(execution -> lostAt.putIfAbsent(execution.token(), entry.millis()));
                }
                default -> {
                    // Of no interest here.
                }
            }
        }
        long longest = 0;
        for (Fact task : history.tasks().values()) {
            for (Fact.Attempt attempt : task.attempts()) {
                Long lost = lostAt.get(attempt.token());
                if (lost != null && attempt.fate() == Fate.LOST) {
                    long again = starts.stream()
                            .filter(start -> start.task().equals(task.id()) && start.token() > attempt.token())
                            .mapToLong(Entry::millis)
                            .min()
                            .orElse(task.finishedMillis());
                    longest = Math.max(longest, again - lost);
                }
            }
        }
        return longest;
    }

    Figures plus(Figures other) {
        return new Figures(
                sum(tasks, other.tasks),
                sum(faults, other.faults),
                processes + other.processes,
                recoveries + other.recoveries,
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
                longest recovery   %d ms
                ledger             %d entries, %d refused
                throughput         %.0f tasks/s over %.0f s
                violations         %d""".formatted(
                        all,
                        tasks,
                        allFaults,
                        faults,
                        processes,
                        recoveries,
                        longestRecoveryMillis,
                        entries,
                        refusals,
                        seconds == 0 ? 0 : all / seconds,
                        seconds,
                        violations);
    }
}
