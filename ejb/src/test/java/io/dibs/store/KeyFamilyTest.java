package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R9: the keys that may be there are on one short list, in the code as in the documentation. */
class KeyFamilyTest {
    private static final Map<String, String> TYPES = Map.of(
            "string", "string", "hash", "hash", "list", "list", "set", "set", "sorted set", "zset", "stream", "stream");

    @Test
    void the_documentation_lists_the_keys_that_the_code_knows() throws Exception {
        Map<String, String> documented = new TreeMap<>();
        Files.readAllLines(Path.of("..", "docs", "architecture.md")).stream()
                .dropWhile(line -> !line.equals("## Keys in Redis"))
                .takeWhile(line -> !line.equals("## Scripts"))
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|"))
                .forEach(cells -> Arrays.stream(cells[1].split(","))
                        .map(name -> name.strip().replace("`", ""))
                        .filter(name -> !name.equals("idle:*")) // The same, for workers that serve all queues.
                        .forEach(name -> documented.put(name, TYPES.get(cells[2].strip()))));
        Map<String, String> known = new TreeMap<>();
        for (KeyFamily family : KeyFamily.values()) {
            known.put(family.pattern(), family.type());
        }
        assertThat(documented).isEqualTo(known);
    }

    @ParameterizedTest
    @CsvSource({
        "seq, SEQ, ''",
        "tasks, TASKS, ''",
        "task:1, TASK, 1",
        "x:, , ",
        "x:a:b, EXCLUSIVE_LINE, a:b",
        "s::, SHARED_LINE, :",
        "ready:a.b, READY, a.b",
        "parked:a, PARKED_NEEDS, a",
        "parked:a:b#c, PARKED, a:b#c",
        "idle:*, IDLE, *",
        "worker:a/b, WORKER, a/b",
        "events, EVENTS, ''",
        "seq:1, , ",
        "unknown, , ",
        "xa, , "
    })
    void a_key_is_of_one_family(String key, KeyFamily family, String rest) {
        assertThat(KeyFamily.of(key)).isEqualTo(Optional.ofNullable(family));
        if (family != null) {
            assertThat(family.rest(key)).isEqualTo(rest);
        }
    }
}
