package io.dibs.metric;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/** Where metrics are made, and whence they are exported. Thread-safe. */
public interface Meters {
    /** Counts, and exports nothing. */
    Meters UNEXPORTED = new Meters() {
        @Override
        public Counter counter(String name, String help, Map<String, String> tags) {
            return new LongAdder()::add;
        }

        @Override
        public void gauge(String name, String help, Map<String, String> tags, DoubleSupplier value) {
            // Nobody asks for its value.
        }
    };

    /** Something that only grows. Thread-safe, and cheap enough for each task. */
    @FunctionalInterface
    interface Counter {
        /** Counts so many more. */
        void add(long more);
    }

    /**
     * A counter of that name and those tags: the same one each time.
     *
     * @param help what it counts
     */
    Counter counter(String name, String help, Map<String, String> tags);

    /**
     * Exports a value.
     *
     * @param value gives it whenever it is asked for; it must not block for long
     */
    void gauge(String name, String help, Map<String, String> tags, DoubleSupplier value);
}
