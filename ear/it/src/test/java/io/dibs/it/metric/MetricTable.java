package io.dibs.it.metric;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The tables of metrics in the documentation. */
final class MetricTable {
    private static final Pattern CODE = Pattern.compile("`(\\w+)`");

    private MetricTable() {}

    /** The labels of each metric; a histogram is the three that it consists of. */
    static Map<String, Set<String>> read(Path operations) throws IOException {
        Map<String, Set<String>> all = new TreeMap<>();
        Files.readAllLines(operations).stream()
                .dropWhile(line -> !line.equals("## Metrics"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| `dibs_"))
                .map(line -> line.split("\\|"))
                .forEach(row -> codes(row[1]).forEach(name -> add(all, name, codes(row[2]))));
        return all;
    }

    private static void add(Map<String, Set<String>> all, String name, List<String> labels) {
        if (!labels.contains("le")) {
            all.put(name, new TreeSet<>(labels));
            return;
        }
        all.put(name + "_bucket", new TreeSet<>(labels));
        for (String part : List.of("_count", "_sum")) {
            Set<String> rest = new TreeSet<>(labels);
            rest.remove("le");
            all.put(name + part, rest);
        }
    }

    private static List<String> codes(String cell) {
        return CODE.matcher(cell)
                .results()
                .map(MatchResult::group)
                .map(code -> code.substring(1, code.length() - 1))
                .toList();
    }
}
