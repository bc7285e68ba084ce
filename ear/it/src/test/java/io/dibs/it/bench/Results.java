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

    void add(Row row, double value) {
        runs.computeIfAbsent(row, key -> new ArrayList<>()).add(value);
        System.out.println(row.title + ": " + row.unit.text(value) + " " + row.unit);
    }

    /** Takes the row with the highest median of these once more, under another name. */
    void addBest(Row name, Row... rows) {
        Row best = Arrays.stream(rows)
                .reduce((a, b) -> median(a) < median(b) ? b : a)
                .orElseThrow();
        runs.put(name, runs.get(best));
    }

    private double median(Row row) {
        double[] sorted = sorted(row);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private double[] sorted(Row row) {
        return runs.get(row).stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    /** A line for each row: target, median, smallest, largest, ratio to what it is compared with, verdict. */
    String table() {
        return runs.keySet().stream().map(this::line).collect(Collectors.joining("\n"));
    }

    private String line(Row row) {
        double[] sorted = sorted(row);
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
                        ratio(row),
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

    private String ratio(Row row) {
        return row.target == null || row.target.of() == null
                ? ""
                : String.format(Locale.ROOT, "%.2f", median(row) / median(row.target.of()));
    }

    private String verdict(Row row) {
        if (row.target == null) {
            return "";
        }
        double reference = row.target.of() == null ? 1 : median(row.target.of());
        return row.target.isMet(median(row), reference) ? "PASS" : "MISS";
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
                ratio(row),
                verdict(row),
                runs.get(row).stream()
                        .map(value -> String.format(Locale.ROOT, "%.3f", value))
                        .collect(Collectors.joining(",", "[", "]")));
    }
}
