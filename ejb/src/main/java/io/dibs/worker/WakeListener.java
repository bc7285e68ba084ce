package io.dibs.worker;

import java.time.Duration;

import io.dibs.store.WorkerStore;

/** Blocks on the worker's list of tokens, with the process' one blocked connection, and wakes the coordinator. */
final class WakeListener implements Runnable {
    /** After so long at most it blocks for the present incarnation, and notices that the way to Redis is dead. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final WorkerStore store;
    private final Lease lease;
    private final Runnable wake;
    private final Pause pause;

    WakeListener(WorkerStore store, Lease lease, Runnable wake, Pause pause) {
        this.store = store;
        this.lease = lease;
        this.wake = wake;
        this.pause = pause;
    }

    @Override
    public void run() {
        int failures = 0;
        while (!pause.isClosed()) {
            var registration = lease.current();
            if (registration.isEmpty()) {
                pause.sleep(Duration.ofMillis(50));
                continue;
            }
            try {
                if (store.awaitWake(registration.get().incarnation(), LONGEST_WAIT)) {
                    wake.run();
                }
                failures = 0;
            } catch (RuntimeException e) { // This thread must not end: tasks would start a second late from then on.
                pause.backOff(failures++);
            }
        }
    }
}
