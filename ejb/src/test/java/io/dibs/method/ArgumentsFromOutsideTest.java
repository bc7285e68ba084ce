package io.dibs.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonValue;

import org.junit.jupiter.api.Test;

import io.dibs.TaskRefusedException;

/** Callers that have only text, or values of other types, and the name of a method. */
class ArgumentsFromOutsideTest {
    private static final String ID = "6B7F1CBC-2799-4ac3-9aa2-595596ebbc92";

    record Options(boolean force, Optional<Integer> depth, double ratio) {}

    public static class Settings {
        public int level;
    }

    @SuppressWarnings("unused")
    public abstract static class Tasks {
        public abstract void sync(UUID repository, Options options, List<Instant> times);

        public abstract void id(UUID id);

        public abstract void ids(List<UUID> ids);

        public abstract void count(long count);

        public abstract void flag(boolean flag);

        public abstract void settings(Settings settings);

        public abstract void note(Optional<String> note);

        public abstract void options(Options options);

        public abstract void text(String text);

        public abstract void raw(JsonValue raw);
    }

    private final Arguments arguments = new Arguments(10_000);

    @Test
    void jsonIsBoundToTheDeclaredTypes() {
        assertThat(bound("sync", "\"" + ID + "\"", "{\"force\":true}", "[\"2026-11-24T03:00:00+01:00\"]"))
                .containsExactly(
                        UUID.fromString(ID),
                        new Options(true, Optional.empty(), 0),
                        List.of(Instant.parse("2026-11-24T02:00:00Z")));
    }

    @Test
    void jsonIsKeptAsTheDeclaredTypeWritesIt() {
        assertThat(arguments.encode(Targets.of(Tasks.class, "id"), new Object[] {parsed("\"" + ID + "\"")}))
                .isEqualTo("[\"" + ID.toLowerCase(Locale.ROOT) + "\"]");
    }

    @Test
    void valuesOfOtherTypesAreBoundByTheirJson() {
        assertThat(bound("id", (Object) ID)).containsExactly(UUID.fromString(ID));
        assertThat(bound("ids", (Object) List.of(ID))).containsExactly(List.of(UUID.fromString(ID)));
        assertThat(bound("ids", (Object) new String[] {ID})).containsExactly(List.of(UUID.fromString(ID)));
        assertThat(bound("count", (Object) 5)).containsExactly(5L);
        assertThat(bound("note", (Object) "x")).containsExactly(Optional.of("x"));
        assertThat(bound("options", (Object) Map.of("force", true, "ratio", 1)))
                .containsExactly(new Options(true, Optional.empty(), 1));
        assertThat(bound("text", (Object) UUID.fromString(ID))).containsExactly(ID.toLowerCase(Locale.ROOT));
    }

    @Test
    void jsonsNullIsNullOrEmpty() {
        assertThat(bound("id", "null")).containsExactly((Object) null);
        assertThat(bound("note", "null")).containsExactly(Optional.empty());
        assertThat(bound("raw", "null")).containsExactly(JsonValue.NULL);
        assertRefused("count", "null", "'count'", "null", "primitive");
    }

    @Test
    void largeNumbersKeepAllTheirDigits() {
        assertThat(bound("count", "9007199254740993")).containsExactly(9007199254740993L);
        assertThat(bound("count", "1e3")).containsExactly(1000L);
        assertRefused("count", "9223372036854775808", "does not fit");
        assertRefused("count", "1e999999999", "does not fit");
    }

    @Test
    void jsonOfAnotherKindIsRefused() {
        assertRefused("id", "5", "5 is no text", "java.util.UUID");
        assertRefused("id", "\"1-1-1-1-1\"", "36 characters");
        assertRefused("count", "\"5\"", "\"5\" is no number");
        assertRefused("count", "1.5", "1.5 does not fit");
        assertRefused("flag", "\"no\"", "neither true nor false");
        assertRefused("ids", "{}", "an object is no array");
        assertRefused("ids", "[\"x\"]", "[0]: \"x\" is no java.util.UUID");
        assertRefused("options", "[]", "an array is no object");
        assertRefused("options", "{\"depth\":\"deep\"}", "depth: \"deep\" is no number");
        assertRefused("text", "{}", "an object is no text");
    }

    @Test
    void aPropertyThatTheTypeDoesNotHaveIsRefused() {
        assertRefused("options", "{\"forse\":true}", "'forse' is lost");
        assertThat(bound("options", "{\"forse\":null}")).hasSize(1);
    }

    @Test
    void aNumberThatJsonBindingWouldCutIsRefused() {
        assertThat(bound("settings", "{\"level\":7}")).hasSize(1);
        assertRefused("settings", "{\"level\":1.5}", "level: 1.5 becomes 1");
        assertRefused("settings", "{\"level\":99999999999}", "level: 99999999999 becomes");
    }

    @Test
    void aDecimalMayHaveMoreDigitsThanADouble() {
        assertThat(bound("options", "{\"ratio\":0.10000000000000000001}"))
                .containsExactly(new Options(false, Optional.empty(), 0.1));
    }

    private Object[] bound(String method, String... json) {
        return bound(
                method,
                List.of(json).stream().map(ArgumentsFromOutsideTest::parsed).toArray());
    }

    private Object[] bound(String method, Object... values) {
        TaskTarget target = Targets.of(Tasks.class, method);
        return arguments.decode(target, arguments.encode(target, values));
    }

    private void assertRefused(String method, String json, String... words) {
        assertThatThrownBy(() -> bound(method, json))
                .isInstanceOf(TaskRefusedException.class)
                .hasMessageContainingAll(words);
    }

    private static JsonValue parsed(String json) {
        JsonArray array = Json.createReader(new StringReader("[" + json + "]")).readArray();
        return array.get(0);
    }
}
