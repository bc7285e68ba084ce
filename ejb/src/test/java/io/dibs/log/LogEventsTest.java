package io.dibs.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operators find each kind of log line in the documentation, and nothing that there is not. */
class LogEventsTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void the_documentation_lists_the_events() throws Exception {
        List<String> rows = Files.readAllLines(ROOT.resolve("docs/operations.md")).stream()
                .dropWhile(line -> !line.equals("### Log events"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("##")) // Comments of commands begin with one.
                .filter(line -> line.startsWith("| `"))
                .toList();
        Map<String, String> documented = new TreeMap<>();
        for (String row : rows) {
            String[] cells = row.split("(?<!\\\\)\\|");
            assertThat(cells).as(row).hasSize(5);
            assertThat(cells[3]).as(row).isNotBlank();
            assertThat(documented.put(cells[1].strip().replace("`", ""), cells[2].strip()))
                    .as(row)
                    .isNull();
        }
        Map<String, String> known = Arrays.stream(LogEvent.values())
                .collect(Collectors.toMap(LogEvent::id, event -> event.level().getName(), (a, b) -> a, TreeMap::new));
        assertThat(documented).isEqualTo(known);
    }

    @ParameterizedTest
    @EnumSource
    void an_id_is_dotted_and_not_that_of_another_event(LogEvent event) {
        assertThat(event.id()).matches("dibs\\.[a-z_]+\\.[a-z_]+");
        assertThat(Arrays.stream(LogEvent.values()).filter(other -> other.id().equals(event.id())))
                .containsExactly(event);
    }

    @Test
    void each_event_is_logged_by_somebody() throws Exception {
        StringBuilder code = new StringBuilder();
        for (String folder : List.of("ejb/src/main/java", "web/src/main/java")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    code.append(Files.readString(file));
                }
            }
        }
        assertThat(LogEvent.values())
                .allSatisfy(event -> assertThat(code).containsPattern("LogEvent\\." + event.name() + "\\b"));
    }

    @Test
    void values_stand_in_their_places_as_they_are() {
        assertThat(LogEvent.TASK_STUCK.text("{}", "it's {0}", 12_345))
                .isEqualTo(
                        "Task {} (it's {0}) has not stopped for 12345 s; another thread takes the place of its own.");
        assertThat(LogEvent.TASK_FAILED.text("one")).isEqualTo("Task one ({}) failed.");
        assertThat(LogEvent.LEASE_ENDED.text("more")).doesNotContain("more");
    }
}
