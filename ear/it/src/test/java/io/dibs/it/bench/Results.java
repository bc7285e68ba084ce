package io.dibs.it.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What was measured, run by run. */
final class Results {
    private final Map<Row, List<Double>> runs = new EnumMap<>(Row.class);
    private final Map<Row, List<Double>> ratios = new EnumMap<>(Row.class);

    void add(Row row, double value) {
        runs.computeIfAbsent(row, key -> new ArrayList<>()).add(value);
        System.out.println(row.title + ": " + row.unit.text(value) + " " + row.unit);
    }

    /** Adds one with what it is compared with, which was measured beside it: the machine's speed changes from minute to minute. */
    void add(Row row, double value, double reference) {
        add(row, value);
        ratios.computeIfAbsent(row, key -> new ArrayList<>()).add(value / reference);
    }

    /** Takes the row with the highest median of these once more, under another name. */
    void addBest(Row name, Row... rows) {
        Row best = Arrays.stream(rows)
                .reduce((a, b) -> median(a) < median(b) ? b : a)
                .orElseThrow();
        runs.put(name, runs.get(best));
        ratios.put(name, ratios.get(best));
    }

    private double median(Row row) {
        return median(runs.get(row));
    }

    /** How many times what it is compared with. */
    double ratio(Row row) {
        return ratios.containsKey(row) ? median(ratios.get(row)) : median(row) / median(row.target.of());
    }

    private static double median(List<Double> values) {
        double[] sorted = sorted(values);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static double[] sorted(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    /** A line for each row: target, median, smallest, largest, ratio to what it is compared with, verdict. */
    String table() {
        return runs.keySet().stream().map(this::line).collect(Collectors.joining("\n"));
    }

    private String line(Row row) {
        double[] sorted = sorted(runs.get(row));
        String range = sorted.length == 1
                ? ""
                : "(" + row.unit.text(sorted[0]) + " – " + row.unit.text(sorted[sorted.length - 1]) + ")";
        return String.format(
                        Locale.ROOT,
                        "%-54s %-18s %9s %-3s %-20s %-7s %s",
                        row.title,
                        target(row),
                        row.unit.text(median(row)),
                        row.unit,
                        range,
                        ratioText(row),
                        verdict(row))
                .stripTrailing();
    }

    private String target(Row row) {
        if (row.target == null) {
            return "";
        }
        String bound = row.target.lower() ? "≥ " : "≤ ";
        return row.target.of() == null
                ? bound + row.unit.text(row.target.factor())
                : bound + row.target.factor() + " × " + row.target.of().name().toLowerCase(Locale.ROOT);
    }

    private String ratioText(Row row) {
        return row.target == null || row.target.of() == null ? "" : String.format(Locale.ROOT, "%.2f", ratio(row));
    }

    private String verdict(Row row) {
        if (row.target == null) {
            return "";
        }
        double measured = row.target.of() == null ? median(row) : ratio(row);
        return row.target.isMet(measured) ? "PASS" : "MISS";
    }

    /** An array of {@code {"name", "title", "unit", "target", "median", "ratio", "verdict", "runs"}}. */
    String json() {
        return runs.keySet().stream().map(this::json).collect(Collectors.joining(",\n ", "[", "]\n"));
    }

    private String json(Row row) {
        return String.format(
                Locale.ROOT,
                "{\"name\":\"%s\",\"title\":\"%s\",\"unit\":\"%s\",\"target\":\"%s\",\"median\":%.3f,\"ratio\":\"%s\","
                        + "\"verdict\":\"%s\",\"runs\":%s}",
                row.name().toLowerCase(Locale.ROOT),
                row.title,
                row.unit,
                target(row),
                median(row),
                ratioText(row),
                verdict(row),
                runs.get(row).stream()
                        .map(value -> String.format(Locale.ROOT, "%.3f", value))
                        .collect(Collectors.joining(",", "[", "]")));
    }
}
