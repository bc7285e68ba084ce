package io.dibs.worker;

import java.time.Duration;

import io.dibs.log.Log;
import io.dibs.log.LogEvent;

/**
 * Gives up when Redis could not be reached for as long as the lease: then the work of this process, which the
 * {@link LeaseGuard} told to stop before, is others' to do. It never talks to Redis, so nothing can hold it up.
 */
final class OutageWatch implements Runnable {
    private static final Log LOG = Log.of(OutageWatch.class);
    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final Lease lease;
    private final Coordinator coordinator;
    private final Duration longest;
    private final Duration grace;
    private final Runnable action;
    private final Pause pause;

    OutageWatch(Lease lease, Coordinator coordinator, Duration longest, Duration grace, Runnable action, Pause pause) {
        this.lease = lease;
        this.coordinator = coordinator;
        this.longest = longest;
        this.grace = grace;
        this.action = action;
        this.pause = pause;
    }

    @Override
    public void run() {
        while (!pause.isClosed()) {
            if (lease.sinceRenewal().compareTo(longest) > 0) {
                giveUp();
                return;
            }
            pause.sleep(INTERVAL);
        }
    }

    private void giveUp() {
        LOG.tell(LogEvent.REDIS_GIVEN_UP, longest);
        coordinator.drain();
        try {
            if (!coordinator.awaitIdle(grace)) {
                LOG.tell(LogEvent.STOP_TASKS_GO_DOWN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Not on this thread: whoever closes the worker meanwhile waits for the end of this one. Nor on one of the
        // server's, which may end before the process does.
        new Thread(action, "dibs-give-up").start();
    }
}
