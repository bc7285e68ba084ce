package io.dibs.web.signin;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts failures by whatever they have in common, and says how long to wait after too many: the more, the longer. What is
 * longest ago is forgotten first, so it has no more than a fixed size. Thread-safe.
 */
final class FailureThrottle {
    private static final int MOST_KEYS = 10_000;
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final int free;
    private final LongSupplier nanoTime;
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST_KEYS;
        }
    };

    private record Failures(int count, long last) {}

    /**
     * Makes one.
     *
     * @param free how many failures have no consequences
     * @param nanoTime a clock that never goes back
     */
    FailureThrottle(int free, LongSupplier nanoTime) {
        this.free = free;
        this.nanoTime = nanoTime;
    }

    /** How many seconds this one has to wait before he tries again; 0 for not at all. */
    synchronized long secondsToWait(String key) {
        Failures known = failures.get(key);
        if (known == null || known.count < free) {
            return 0;
        }
        Duration passed = Duration.ofNanos(nanoTime.getAsLong() - known.last);
        Duration left = pause(known.count).minus(passed);
        return left.isNegative() || left.isZero() ? 0 : left.toSeconds() + 1;
    }

    synchronized void failed(String key) {
        Failures known = failures.get(key);
        long now = nanoTime.getAsLong();
        boolean forgotten = known == null || now - known.last > LONGEST.toNanos();
        failures.put(key, new Failures(forgotten ? 1 : known.count + 1, now));
    }

    synchronized void succeeded(String key) {
        failures.remove(key);
    }

    private Duration pause(int count) {
        int doublings = Math.min(10, count - free);
        Duration pause = Duration.ofSeconds(1L << doublings);
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
}
