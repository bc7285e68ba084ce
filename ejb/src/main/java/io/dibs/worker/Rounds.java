package io.dibs.worker;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Supplier;

import io.dibs.StoreUnavailableException;

/** Does something again and again until the worker closes. */
final class Rounds implements Runnable {
    private static final Logger LOG = System.getLogger(Rounds.class.getName());

    private final String name;
    private final Supplier<Duration> round;
    private final Pause pause;

    /** @param round does it, and says how long to wait before the next time */
    Rounds(String name, Supplier<Duration> round, Pause pause) {
        this.name = name;
        this.round = round;
        this.pause = pause;
    }

    @Override
    public void run() {
        int failures = 0;
        while (!pause.isClosed()) {
            try {
                pause.sleep(round.get());
                failures = 0;
            } catch (StoreUnavailableException e) {
                LOG.log(Level.DEBUG, "{0}: it is tried again: {1}", name, e.getMessage());
                pause.backOff(failures++);
            } catch (RuntimeException e) { // This thread must not end.
                LOG.log(Level.ERROR, name + ": it failed, and is tried again.", e);
                pause.backOff(failures++);
            }
        }
    }
}
