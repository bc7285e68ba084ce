package io.dibs.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * A row of the benchmark.
 *
 * @param name what was measured
 * @param rates things done in a second, one for each run
 */
record Row(String name, double[] rates) {
    double median() {
        double[] sorted = rates.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    String line(double raw) {
        return String.format(
                Locale.ROOT,
                "%-58s %,9.0f /s  (%,.0f – %,.0f)   %.2f × raw",
                name,
                median(),
                Arrays.stream(rates).min().orElseThrow(),
                Arrays.stream(rates).max().orElseThrow(),
                median() / raw);
    }

    String json(double raw) {
        return String.format(
                Locale.ROOT,
                "{\"name\":\"%s\",\"median_per_second\":%.0f,\"ratio_to_raw\":%.3f,\"runs\":%s}",
                name,
                median(),
                median() / raw,
                Arrays.toString(Arrays.stream(rates).mapToLong(Math::round).toArray()));
    }
}
