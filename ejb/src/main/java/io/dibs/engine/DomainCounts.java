package io.dibs.engine;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

import io.dibs.DibsStatistics;
import io.dibs.Problem;
import io.dibs.Problems;
import io.dibs.Queues;
import io.dibs.metric.Metrics;

/**
 * What metrics say of the domain, of one moment.
 *
 * @param statistics empty if Redis did not answer
 * @param queues by name; those that are not told apart are one; empty if they could not be counted
 * @param demand how many slots could be busy; no number likewise
 * @param problems what was found to be wrong; empty if nobody has looked lately
 */
record DomainCounts(
        Optional<DibsStatistics.Statistics> statistics,
        Optional<Map<String, QueueCounts>> queues,
        double demand,
        Optional<List<Problem>> problems) {
    static final DomainCounts UNKNOWN =
            new DomainCounts(Optional.empty(), Optional.empty(), Double.NaN, Optional.empty());

    static DomainCounts of(
            DibsStatistics.Statistics statistics,
            Optional<List<Queues.Queue>> all,
            Set<String> toldApart,
            Problems.Listed problems) {
        return new DomainCounts(
                Optional.of(statistics),
                all.map(queues -> counts(queues, toldApart, statistics.at())),
                all.map(queues -> (double) statistics.workers().busy() + ready(queues))
                        .orElse(Double.NaN),
                problems.checkedAt().map(at -> problems.problems()));
    }

    private static Map<String, QueueCounts> counts(List<Queues.Queue> all, Set<String> toldApart, Instant now) {
        Map<String, QueueCounts> queues = new HashMap<>();
        for (Queues.Queue queue : all) {
            queues.merge(
                    toldApart.contains(queue.name()) ? queue.name() : Metrics.OTHER,
                    QueueCounts.of(queue, now),
                    QueueCounts::and);
        }
        return Map.copyOf(queues);
    }

    private static long ready(List<Queues.Queue> all) {
        return all.stream()
                .filter(queue -> queue.pausedAt().isEmpty())
                .mapToLong(Queues.Queue::ready)
                .sum();
    }

    double up() {
        return statistics.isPresent() ? 1 : 0;
    }

    /** A count; no number if Redis did not answer. */
    double of(ToLongFunction<DibsStatistics.Statistics> count) {
        return statistics.map(all -> (double) count.applyAsLong(all)).orElse(Double.NaN);
    }

    /** A count of a queue, likewise. */
    double of(String queue, ToDoubleFunction<QueueCounts> count) {
        return queues.map(all -> count.applyAsDouble(all.getOrDefault(queue, QueueCounts.EMPTY)))
                .orElse(Double.NaN);
    }

    /** How many problems of a kind there are; no number if nobody knows. */
    double of(Problem.Kind kind) {
        return problems.map(all -> (double)
                        all.stream().filter(each -> each.kind() == kind).count())
                .orElse(Double.NaN);
    }
}
