package io.dibs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

/** Operators find each kind of problem in the documentation, as bad as it is, and nothing that there is not. */
class ProblemKindsTest {
    @Test
    void the_documentation_lists_the_kinds_of_problems() throws Exception {
        List<String> rows = Files.readAllLines(Path.of("..", "docs", "operations.md")).stream()
                .dropWhile(line -> !line.equals("## Problems"))
                .takeWhile(line -> !line.equals("## Pause and drain"))
                .filter(line -> line.startsWith("| `"))
                .toList();
        Map<String, String> documented = new TreeMap<>();
        rows.forEach(row -> documented.put(row.split("\\|")[1].replaceAll("[`~ ]", ""), row.split("\\|")[2].strip()));
        Map<String, String> known = new TreeMap<>();
        Arrays.stream(Problem.Kind.values())
                .forEach(kind -> known.put(kind.code(), kind.severity().code()));
        assertThat(documented).isEqualTo(known);
    }
}
