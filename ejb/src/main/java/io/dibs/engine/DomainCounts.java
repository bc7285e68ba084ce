package io.dibs.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

import io.dibs.DibsStatistics;
import io.dibs.Queues;
import io.dibs.metric.Metrics;

/**
 * What metrics say of the domain, of one moment.
 *
 * @param statistics empty if Redis did not answer
 * @param queues by name; those that are not told apart are one
 * @param demand how many slots could be busy
 */
record DomainCounts(Optional<DibsStatistics.Statistics> statistics, Map<String, QueueCounts> queues, double demand) {
    static final DomainCounts UNKNOWN = new DomainCounts(Optional.empty(), Map.of(), Double.NaN);

    static DomainCounts of(DibsStatistics.Statistics statistics, List<Queues.Queue> all, Set<String> toldApart) {
        Map<String, QueueCounts> queues = new HashMap<>();
        long demand = statistics.workers().busy();
        for (Queues.Queue queue : all) {
            queues.merge(
                    toldApart.contains(queue.name()) ? queue.name() : Metrics.OTHER,
                    QueueCounts.of(queue, statistics.at()),
                    QueueCounts::and);
            demand += queue.pausedAt().isPresent() ? 0 : queue.ready();
        }
        return new DomainCounts(Optional.of(statistics), Map.copyOf(queues), demand);
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
        return statistics.isPresent() ? count.applyAsDouble(queues.getOrDefault(queue, QueueCounts.EMPTY)) : Double.NaN;
    }
}
