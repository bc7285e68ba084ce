package io.dibs.worker;

import java.time.Duration;
import java.util.Optional;

import io.dibs.StoreUnavailableException;
import io.dibs.log.Log;
import io.dibs.log.LogEvent;
import io.dibs.metric.Metrics;
import io.dibs.store.WorkerStore;

/** Renews the lease each third of its time, on a thread of its own, which no task and no other work can starve. */
final class LeaseKeeper implements Runnable {
    private static final Log LOG = Log.of(LeaseKeeper.class);

    private final Lease lease;
    private final Executions executions;
    private final Metrics metrics;
    private final Pause pause;

    LeaseKeeper(Lease lease, Executions executions, Metrics metrics, Pause pause) {
        this.metrics = metrics;
        this.lease = lease;
        this.executions = executions;
        this.pause = pause;
    }

    @Override
    public void run() {
        int failures = 0;
        while (!pause.isClosed()) {
            Optional<WorkerStore.Registration> current = lease.current();
            if (current.isEmpty()) {
                pause.sleep(Duration.ofMillis(100));
                continue;
            }
            WorkerStore.Registration registration = current.get();
            Duration left = registration.lease().dividedBy(3).minus(lease.sinceRenewal());
            if (!left.isNegative() && !left.isZero()) {
                pause.sleep(left);
                continue;
            }
            try {
                renew(registration);
                failures = 0;
            } catch (StoreUnavailableException e) {
                metrics.renewed(false);
                LOG.tell(LogEvent.LEASE_NOT_RENEWED, e.getMessage());
                pause.backOff(failures++);
            } catch (RuntimeException e) { // This thread must not end: the process would lose its lease for good.
                metrics.renewed(false);
                LOG.tell(e, LogEvent.LEASE_FAILED);
                pause.backOff(failures++);
            }
        }
    }

    private void renew(WorkerStore.Registration registration) {
        int stuck = (int) executions.all().stream().filter(Execution::isStuck).count();
        boolean renewed = lease.renew(stuck);
        metrics.renewed(renewed);
        if (!renewed) {
            executions.stopAll(StopReason.FENCED);
            LOG.tell(LogEvent.LEASE_ENDED);
            lease.replace(registration);
        }
    }
}
