package io.dibs.worker;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

import io.dibs.StoreUnavailableException;
import io.dibs.TaskStateChanged;
import io.dibs.store.WorkerStore;

/**
 * Renews the lease on a thread of its own, which no task can starve, and sweeps up after workers whose lease has ended.
 */
final class LeaseKeeper implements Runnable {
    private static final Logger LOG = System.getLogger(LeaseKeeper.class.getName());
    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(2);

    /** However much there is to sweep, the lease comes first. */
    private static final int SWEEPS_AT_ONCE = 10;

    private final WorkerStore store;
    private final Lease lease;
    private final Executions executions;
    private final StateListener listener;
    private final Pause pause;

    LeaseKeeper(WorkerStore store, Lease lease, Executions executions, StateListener listener, Pause pause) {
        this.store = store;
        this.lease = lease;
        this.executions = executions;
        this.listener = listener;
        this.pause = pause;
    }

    @Override
    public void run() {
        while (!pause.isClosed()) {
            lease.current().ifPresent(registration -> {
                Duration third = registration.lease().dividedBy(3);
                keep(registration, third);
                pause.sleep(third.compareTo(SWEEP_INTERVAL) < 0 ? third : SWEEP_INTERVAL);
            });
            if (lease.current().isEmpty()) {
                pause.sleep(Duration.ofMillis(100));
            }
        }
    }

    private void keep(WorkerStore.Registration registration, Duration third) {
        try {
            // A little early: the next look comes only after the sweep interval.
            if (lease.sinceRenewal().plus(SWEEP_INTERVAL).compareTo(third) >= 0 && !lease.renew()) {
                executions.stopAll(StopReason.FENCED);
                LOG.log(Level.WARNING, "The lease of this worker has ended; it starts again as a new one.");
                lease.replace(registration);
            }
            sweep();
        } catch (StoreUnavailableException e) {
            LOG.log(Level.WARNING, "The lease is not renewed: {0}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Keeping the lease failed; it is tried again.", e);
        }
    }

    private void sweep() {
        boolean more = true;
        for (int rounds = 0; more && rounds < SWEEPS_AT_ONCE && !pause.isClosed(); rounds++) {
            WorkerStore.Swept swept = store.sweep(TaskErrors.reason("Worker has gone missing."));
            for (WorkerStore.Taken taken : swept.taken()) {
                LOG.log(
                        Level.WARNING,
                        "Task {0} is {1}: its worker has gone missing.",
                        taken.task(),
                        taken.to().text());
                listener.changed(
                        new TaskStateChanged(taken.task(), taken.name(), Optional.of(taken.from()), taken.to()));
            }
            more = swept.more();
        }
    }
}
