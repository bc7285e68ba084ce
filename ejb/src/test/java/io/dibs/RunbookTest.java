package io.dibs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.dibs.log.LogEvent;

/** What the runbook names is there, and what alerts somebody at night has its section. */
class RunbookTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern DOTTED = Pattern.compile("`(dibs\\.[a-z_.-]*[a-z_-])[`=]");
    private static final Pattern METRIC = Pattern.compile("\\bdibs_[a-z_]+[a-z]\\b");
    private static final Pattern LINK = Pattern.compile("\\]\\(#([^)]*)\\)");
    private static final Pattern ALERT = Pattern.compile("alert: (\\w+)|runbook: docs/operations\\.md#([\\w-]+)");

    private final String operations = Files.readString(ROOT.resolve("docs/operations.md"));
    private final String runbook = operations.substring(operations.indexOf("\n## Runbook\n"));

    RunbookTest() throws Exception {}

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(match.groupCount()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of a heading, as the sites that show it make it. */
    private static String anchor(String heading) {
        return heading.replaceAll("^#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9 -]", "")
                .replace(' ', '-');
    }

    private Set<String> anchors() {
        return operations
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(RunbookTest::anchor)
                .collect(Collectors.toSet());
    }

    @Test
    void settings_and_log_events_are_there() throws Exception {
        Set<String> known = Arrays.stream(LogEvent.values()).map(LogEvent::id).collect(Collectors.toSet());
        try (Stream<String> lines = Files.lines(ROOT.resolve("config/microprofile-config.properties"))) {
            lines.filter(line -> line.startsWith("dibs."))
                    .map(line -> line.substring(0, line.indexOf('=')))
                    .forEach(known::add);
        }
        assertThat(found(DOTTED, runbook)).isNotEmpty().isSubsetOf(known);
    }

    @Test
    void metrics_are_in_their_table() {
        String table =
                operations.substring(operations.indexOf("\n## Metrics\n"), operations.indexOf("\n## Schedules\n"));
        Set<String> known = found(Pattern.compile("`(dibs_[a-z_]+)`"), table);
        Set<String> named = found(Pattern.compile("(" + METRIC + ")"), runbook).stream()
                .map(name -> name.replaceAll("_seconds_(bucket|sum|count)$", "_seconds"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).isNotEmpty().isSubsetOf(known);
    }

    @Test
    void every_kind_of_problem_is_in_it() {
        assertThat(Problem.Kind.values()).allSatisfy(kind -> assertThat(runbook).contains("`" + kind.code() + "`"));
    }

    @Test
    void every_alert_leads_to_a_section_that_names_it() throws Exception {
        Map<String, String> sections = new LinkedHashMap<>();
        String alert = "";
        Matcher matcher = ALERT.matcher(Files.readString(ROOT.resolve("config/prometheus/dibs-alerts.yml")));
        while (matcher.find()) {
            alert = matcher.group(1) == null ? alert : matcher.group(1);
            if (matcher.group(2) != null) {
                sections.put(alert, matcher.group(2));
            }
        }
        assertThat(sections).isNotEmpty().allSatisfy((name, anchor) -> assertThat(section(anchor))
                .as(anchor)
                .contains("`" + name + "`"));
        assertThat(found(Pattern.compile("`(Dibs[A-Z]\\w+)`"), runbook)).isSubsetOf(sections.keySet());
    }

    private String section(String anchor) {
        List<String> lines = operations.lines().toList();
        String level = lines.stream()
                .filter(line -> line.startsWith("#") && anchor(line).equals(anchor))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .findAny()
                .orElse("no such heading");
        return lines.stream()
                .dropWhile(
                        line -> !line.startsWith(level + " ") || !anchor(line).equals(anchor))
                .takeWhile(line -> !line.startsWith(level + " ") || anchor(line).equals(anchor))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void links_inside_the_page_lead_somewhere() {
        assertThat(found(LINK, operations)).isNotEmpty().isSubsetOf(anchors());
    }
}
