package io.dibs.worker;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Gives up when Redis could not be reached for as long as the lease: then the work of this process, which the
 * {@link LeaseGuard} told to stop before, is others' to do. It never talks to Redis, so nothing can hold it up.
 */
final class OutageWatch implements Runnable {
    private static final Logger LOG = System.getLogger(OutageWatch.class.getName());
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
        LOG.log(
                Level.ERROR,
                "Redis could not be reached for {0}, the length of the lease; the worker stops and ends its process.",
                longest);
        coordinator.drain();
        try {
            if (!coordinator.awaitIdle(grace)) {
                LOG.log(Level.WARNING, "Tasks that ignore interrupts go down with the process.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Not on this thread: whoever closes the worker meanwhile waits for the end of this one. Nor on one of the
        // server's, which may end before the process does.
        new Thread(action, "dibs-give-up").start();
    }
}
