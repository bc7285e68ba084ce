package io.dibs.worker;

import java.time.Duration;

import io.dibs.log.Log;
import io.dibs.log.LogEvent;

/**
 * Has this process stop its own work before its lease ends and others take that work. It never talks to Redis, so
 * nothing can hold it up; it goes by this machine's monotonic clock.
 */
final class LeaseGuard implements Runnable {
    private static final Log LOG = Log.of(LeaseGuard.class);
    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final Lease lease;
    private final Executions executions;
    private final Pause pause;

    LeaseGuard(Lease lease, Executions executions, Pause pause) {
        this.lease = lease;
        this.executions = executions;
        this.pause = pause;
    }

    @Override
    public void run() {
        boolean reported = false;
        while (!pause.isClosed()) {
            boolean ending = lease.current().isPresent()
                    && lease.isEnding()
                    && !executions.all().isEmpty();
            if (ending) {
                executions.stopAll(StopReason.FENCED);
                if (!reported) {
                    LOG.tell(LogEvent.LEASE_ENDING);
                }
            }
            reported = ending;
            pause.sleep(INTERVAL);
        }
    }
}
