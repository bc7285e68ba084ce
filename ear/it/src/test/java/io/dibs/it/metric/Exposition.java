package io.dibs.it.metric;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process exports, read from Prometheus' text format. */
public final class Exposition {
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** What the server adds to each. */
    private static final String SCOPE = "mp_scope";

    private final Map<String, String> types = new TreeMap<>();
    private final Map<String, Map<String, Set<String>>> labels = new TreeMap<>();

    public static Exposition read(String text) {
        Exposition read = new Exposition();
        text.lines().forEach(read::add);
        return read;
    }

    private void add(String line) {
        Matcher type = TYPE.matcher(line);
        if (type.matches()) {
            types.put(type.group(1), type.group(2));
            return;
        }
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches() || line.startsWith("#")) {
            return;
        }
        Map<String, Set<String>> known = labels.computeIfAbsent(sample.group(1), name -> new TreeMap<>());
        if (sample.group(2) != null) {
            for (Matcher label = LABEL.matcher(sample.group(2)); label.find(); ) {
                if (!label.group(1).equals(SCOPE)) {
                    known.computeIfAbsent(label.group(1), name -> new TreeSet<>())
                            .add(label.group(2));
                }
            }
        }
    }

    /** The names of all metrics. */
    public Set<String> names() {
        return labels.keySet();
    }

    /** {@code counter} or {@code gauge}. */
    public String type(String name) {
        return types.getOrDefault(name, "none");
    }

    /** The labels of a metric, each with the values that it has in some series; empty for one that is not there. */
    public Map<String, Set<String>> labels(String name) {
        return labels.getOrDefault(name, Map.of());
    }
}
