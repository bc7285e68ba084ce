package io.dibs.worker;

import java.time.Duration;
import java.util.Optional;

import io.dibs.StoreUnavailableException;
import io.dibs.TaskStateChanged;
import io.dibs.log.Log;
import io.dibs.log.LogEvent;
import io.dibs.metric.Metrics;
import io.dibs.store.Recovery;
import io.dibs.store.WorkerStore;

/**
 * Sweeps up after workers whose lease has ended, and lets tasks start that are due. Every process of a domain does, also
 * one that runs no tasks: any of them is enough, and several do no harm.
 */
final class Sweeper implements Runnable {
    static final String MISSING = "Worker has gone missing.";
    private static final String POISON =
            "Its worker has gone missing three times while this task ran on it; it may be the"
                    + " reason (poison), and is not tried again.";

    private static final Log LOG = Log.of(Sweeper.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(50);

    private final WorkerStore store;
    private final StateListener listener;
    private final Metrics metrics;
    private final Pause pause;

    Sweeper(WorkerStore store, StateListener listener, Metrics metrics, Pause pause) {
        this.metrics = metrics;
        this.store = store;
        this.listener = listener;
        this.pause = pause;
    }

    @Override
    public void run() {
        int failures = 0;
        while (!pause.isClosed()) {
            try {
                pause.sleep(sweep());
                failures = 0;
            } catch (StoreUnavailableException e) {
                LOG.tell(LogEvent.SWEEP_PUT_OFF, e.getMessage());
                pause.backOff(failures++);
            } catch (RuntimeException e) { // This thread must not end: lost tasks would stay lost.
                LOG.tell(e, LogEvent.SWEEP_FAILED);
                pause.backOff(failures++);
            }
        }
    }

    /** Sweeps until there is no more to do; returns how long to wait. */
    private Duration sweep() {
        Optional<Duration> nextDue = Optional.empty();
        for (boolean more = true; more && !pause.isClosed(); ) {
            Recovery.Swept swept = store.sweep(TaskErrors.reason(MISSING), TaskErrors.reason(POISON));
            metrics.recovered(swept.taken().size());
            for (Recovery.Taken taken : swept.taken()) {
                LOG.about(taken.task(), taken.correlationId())
                        .tell(
                                LogEvent.TASK_RECOVERED,
                                taken.task(),
                                taken.name(),
                                taken.to().text());
                listener.changed(
                        new TaskStateChanged(taken.task(), taken.name(), Optional.of(taken.from()), taken.to()));
            }
            swept.completedGroups().forEach(listener::groupCompleted);
            more = swept.more();
            nextDue = swept.nextDue();
        }
        return nextDue.filter(due -> due.compareTo(INTERVAL) < 0)
                .map(due -> due.compareTo(SHORTEST_INTERVAL) < 0 ? SHORTEST_INTERVAL : due)
                .orElse(INTERVAL);
    }
}
