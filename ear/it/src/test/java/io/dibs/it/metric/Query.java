package io.dibs.it.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A query of Prometheus, as far as names go: metrics of Dibs with their matchers, and what series are grouped by.
 *
 * @param groups labels that series are grouped by, and that legends or templates show
 */
record Query(String text, List<Selector> selectors, Set<String> groups) {
    private static final Pattern SELECTOR = Pattern.compile("(?:(\\w+)\\()?\\b(dibs_\\w+)\\b(?:\\{([^}]*)})?(\\[)?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Pattern GROUP = Pattern.compile("\\b(?:by|on|ignoring|without)\\s*\\(([^)]*)\\)");

    /**
     * One metric in a query.
     *
     * @param function what it is handed to at once; empty for nothing
     * @param range whether its values over a time are asked for
     */
    record Selector(String function, String metric, List<Match> matches, boolean range) {}

    /** A condition on a label. */
    record Match(String label, String operator, String value) {}

    static Query of(String text) {
        List<Selector> selectors = new ArrayList<>();
        for (Matcher each = SELECTOR.matcher(text); each.find(); ) {
            selectors.add(new Selector(
                    each.group(1) == null ? "" : each.group(1),
                    each.group(2),
                    each.group(3) == null
                            ? List.of()
                            : MATCHER.matcher(each.group(3))
                                    .results()
                                    .map(match -> new Match(match.group(1), match.group(2), match.group(3)))
                                    .toList(),
                    each.group(4) != null));
        }
        Set<String> groups = GROUP.matcher(text)
                .results()
                .flatMap(group -> Stream.of(group.group(1).split(",")))
                .map(String::strip)
                .collect(Collectors.toCollection(TreeSet::new));
        return new Query(text, selectors, groups);
    }

    /** With labels that a text beside it shows, written {@code {{label}}}. */
    Query showing(String legend) {
        Set<String> all = new TreeSet<>(groups);
        Pattern.compile("\\{\\{(\\w+)}}")
                .matcher(legend)
                .results()
                .map(MatchResult::group)
                .forEach(label -> {
                    all.add(label.substring(2, label.length() - 2));
                });
        return new Query(text, selectors, all);
    }

    /** What is wrong with it where this is exported; sentences. */
    List<String> mistakes(Exposition exported) {
        List<String> mistakes = new ArrayList<>();
        if (selectors.isEmpty()) {
            mistakes.add("It asks for no metric of Dibs.");
        }
        for (Selector each : selectors) {
            if (!exported.names().contains(each.metric())) {
                mistakes.add(each.metric() + " is not exported.");
                continue;
            }
            each.matches().forEach(match -> mistake(each, match, exported, mistakes));
            groups.stream()
                    .filter(label -> !isLabel(each.metric(), label, exported))
                    .forEach(label -> mistakes.add(each.metric() + " has no label " + label + "."));
            boolean grows = Set.of("rate", "irate", "increase").contains(each.function());
            if (grows != each.range() || grows != grows(each.metric())) {
                mistakes.add(each.metric() + " is not for " + (grows ? each.function() : "its value") + ".");
            }
        }
        return mistakes;
    }

    private static void mistake(Selector selector, Match match, Exposition exported, List<String> mistakes) {
        if (!isLabel(selector.metric(), match.label(), exported)) {
            mistakes.add(selector.metric() + " has no label " + match.label() + ".");
        } else if (!match.value().startsWith("$")) {
            Set<String> values = exported.labels(selector.metric()).get(match.label());
            Stream.of(match.value().split("\\|"))
                    .filter(value -> !values.contains(value))
                    .forEach(value -> mistakes.add(selector.metric() + " has no " + match.label() + " " + value + "."));
        }
    }

    /** Prometheus itself adds {@code instance}. */
    private static boolean isLabel(String metric, String label, Exposition exported) {
        return label.equals("instance") || exported.labels(metric).containsKey(label);
    }

    /** Whether it only grows: a gauge that does not is not to be asked for its rate, nor one that does for its value. */
    private static boolean grows(String metric) {
        return metric.matches(".*(_total|_bucket|_count|_sum|_dispatched)");
    }
}
