package io.dibs.metric;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/** Keeps what is counted, by name and tags: {@code name{tag=value, …}}. */
public final class RecordedMeters implements Meters {
    private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();
    private final Map<String, DoubleSupplier> gauges = new ConcurrentHashMap<>();

    @Override
    public Counter counter(String name, String help, Map<String, String> tags) {
        return counters.computeIfAbsent(name + new TreeMap<>(tags), key -> new LongAdder())::add;
    }

    @Override
    public void gauge(String name, String help, Map<String, String> tags, DoubleSupplier value) {
        gauges.put(name + new TreeMap<>(tags), value);
    }

    /** What was counted; 0 if nothing was. */
    public long count(String series) {
        LongAdder counter = counters.get(series);
        return counter == null ? 0 : counter.sum();
    }

    /** The value of a gauge, which has to be there. */
    public double value(String series) {
        return gauges.get(series).getAsDouble();
    }

    /** How many series there are whose names begin so. */
    public long series(String beginning) {
        return counters.keySet().stream()
                .filter(each -> each.startsWith(beginning))
                .count();
    }
}
