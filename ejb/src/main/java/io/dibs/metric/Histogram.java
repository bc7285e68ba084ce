package io.dibs.metric;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/**
 * How often something took how long, in fixed buckets of seconds: the buckets of several processes can be added up, and those
 * of two moments subtracted. Thread-safe; recording neither locks nor makes garbage.
 *
 * <p>It is exported as its buckets, as Prometheus' text has them: a histogram of MicroProfile Metrics keeps a decaying sample,
 * of which neither is true, and locks.
 */
public final class Histogram {
    /** From a claim at once to work of hours. */
    static final double[] LONG_SECONDS = {0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3600, 14400};

    /** From what a script takes to a Redis that stands still. */
    static final double[] SHORT_SECONDS = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5};

    private static final double NANOS = 1e9;

    private final long[] bounds;
    private final LongAdder[] buckets;
    private final LongAdder nanos = new LongAdder();

    Histogram(Meters meters, String name, String help, Map<String, String> tags, double[] bounds) {
        this.bounds =
                Arrays.stream(bounds).mapToLong(each -> (long) (each * NANOS)).toArray();
        buckets = new LongAdder[bounds.length + 1];
        Arrays.setAll(buckets, i -> new LongAdder());
        for (int i = 0; i < bounds.length; i++) {
            int last = i;
            bucket(meters, name, help, tags, text(bounds[i]), () -> upTo(last));
        }
        bucket(meters, name, help, tags, "+Inf", this::count);
        meters.gauge(name + "_count", help + " (how many)", tags, this::count);
        meters.gauge(name + "_sum", help + " (all together)", tags, () -> nanos.sum() / NANOS);
    }

    private static void bucket(
            Meters meters, String name, String help, Map<String, String> tags, String bound, DoubleSupplier value) {
        Map<String, String> all = new HashMap<>(tags);
        all.put("le", bound);
        meters.gauge(name + "_bucket", help + " (how many took up to so long)", all, value);
    }

    private static String text(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }

    /** Records something that took so long. */
    void record(long took) {
        int i = 0;
        while (i < bounds.length && took > bounds[i]) {
            i++;
        }
        buckets[i].increment();
        nanos.add(Math.max(0, took));
    }

    private double upTo(int last) {
        long sum = 0;
        for (int i = 0; i <= last; i++) {
            sum += buckets[i].sum();
        }
        return sum;
    }

    private double count() {
        return upTo(buckets.length - 1);
    }
}
