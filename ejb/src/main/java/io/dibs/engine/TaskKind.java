package io.dibs.engine;

import java.util.Locale;
import java.util.function.ToLongFunction;

import io.dibs.DibsStatistics;

/** How kept tasks are told apart in metrics. */
enum TaskKind {
    READY(DibsStatistics.Tasks::ready),
    BLOCKED(DibsStatistics.Tasks::blocked),
    LATER(DibsStatistics.Tasks::later),
    RUNNING(DibsStatistics.Tasks::running),
    CANCELING(DibsStatistics.Tasks::canceling),
    COMPLETED(DibsStatistics.Tasks::completed),
    FAILED(DibsStatistics.Tasks::failed),
    CANCELED(DibsStatistics.Tasks::canceled);

    private final ToLongFunction<DibsStatistics.Tasks> count;

    TaskKind(ToLongFunction<DibsStatistics.Tasks> count) {
        this.count = count;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    long count(DibsStatistics.Tasks tasks) {
        return count.applyAsLong(tasks);
    }
}
