package io.dibs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/** Operators find each kind of finding in the documentation, and nothing that there is not. */
class AuditKindsTest {
    private static final Pattern CODE = Pattern.compile("`([a-z_]+)`");

    @Test
    void the_documentation_lists_the_kinds_of_findings() throws Exception {
        List<String> documented = Files.readAllLines(Path.of("..", "docs", "operations.md")).stream()
                .dropWhile(line -> !line.equals("## Audit"))
                .takeWhile(line -> !line.equals("## Problems"))
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|")[1])
                .flatMap(cell -> CODE.matcher(cell).results().map(MatchResult::group))
                .map(code -> code.replace("`", ""))
                .toList();
        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Audit.Kind.values()).map(Audit.Kind::code).toList());
    }
}
