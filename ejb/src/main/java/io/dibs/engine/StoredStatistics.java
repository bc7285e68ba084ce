package io.dibs.engine;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.DibsStatistics;
import io.dibs.store.StatisticsStore;

/** Counts of what is in the store. */
@ApplicationScoped
class StoredStatistics implements DibsStatistics {
    private final StatisticsStore store;

    protected StoredStatistics() {
        this(null);
    }

    @Inject
    StoredStatistics(StatisticsStore store) {
        this.store = store;
    }

    @Override
    public Statistics now() {
        StatisticsStore.Counts counts = store.count();
        List<Long> tasks = counts.tasks();
        List<Long> lately = counts.lately();
        List<Long> workers = counts.workers();
        return new Statistics(
                counts.time(),
                counts.dispatched(),
                new Tasks(
                        tasks.get(0),
                        tasks.get(1),
                        tasks.get(2),
                        tasks.get(3),
                        tasks.get(4),
                        tasks.get(5),
                        tasks.get(6),
                        tasks.get(7)),
                new LastMinute(lately.get(0), lately.get(1), lately.get(2), lately.get(3)),
                new Workers(workers.get(0), workers.get(1), workers.get(2)));
    }
}
