package io.dibs.worker;

import java.time.Duration;
import java.util.function.Supplier;

import io.dibs.StoreUnavailableException;
import io.dibs.log.Log;
import io.dibs.log.LogEvent;

/** Does something again and again until the worker closes. */
final class Rounds implements Runnable {
    private static final Log LOG = Log.of(Rounds.class);

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
                LOG.tell(LogEvent.ROUND_PUT_OFF, name, e.getMessage());
                pause.backOff(failures++);
            } catch (RuntimeException e) { // This thread must not end.
                LOG.tell(e, LogEvent.ROUND_FAILED, name);
                pause.backOff(failures++);
            }
        }
    }
}
