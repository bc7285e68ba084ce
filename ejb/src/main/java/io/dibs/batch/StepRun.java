package io.dibs.batch;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

import jakarta.batch.runtime.Metric;
import jakarta.batch.runtime.Metric.MetricType;

import io.dibs.Progress;

/** What a step has done, in all of its partitions, as its progress report tells. Thread-safe. */
final class StepRun {
    private final Progress progress;
    /** By the listener that counts: there is one in each partition. */
    private final Map<Object, Metric[]> counted = new HashMap<>();

    StepRun(Progress progress) {
        this.progress = progress;
    }

    /** @param metrics all that were counted where this listener is; null or none for a batchlet */
    synchronized void count(Object listener, Metric[] metrics) {
        if (metrics == null || metrics.length == 0) {
            return;
        }
        counted.put(listener, metrics.clone());
        Map<MetricType, Long> sums = new EnumMap<>(MetricType.class);
        counted.values().forEach(each -> {
            for (Metric metric : each) {
                sums.merge(metric.getType(), metric.getValue(), Long::sum);
            }
        });
        long read = sums.getOrDefault(MetricType.READ_COUNT, 0L);
        if (sums.values().stream().anyMatch(count -> count > 0)) {
            progress.done(read).suffix(text(sums));
        }
    }

    void complete() {
        progress.complete();
    }

    private static String text(Map<MetricType, Long> sums) {
        long skipped = sums.getOrDefault(MetricType.READ_SKIP_COUNT, 0L)
                + sums.getOrDefault(MetricType.PROCESS_SKIP_COUNT, 0L)
                + sums.getOrDefault(MetricType.WRITE_SKIP_COUNT, 0L);
        return "written " + sums.getOrDefault(MetricType.WRITE_COUNT, 0L)
                + ", filtered " + sums.getOrDefault(MetricType.FILTER_COUNT, 0L)
                + ", skipped " + skipped
                + ", commits " + sums.getOrDefault(MetricType.COMMIT_COUNT, 0L)
                + ", rollbacks " + sums.getOrDefault(MetricType.ROLLBACK_COUNT, 0L);
    }
}
