package io.dibs.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.dibs.binding.BindingException;

class ResultsTest {
    interface Shape {}

    record Circle(int radius) implements Shape {}

    @SuppressWarnings("unused")
    public abstract static class Tasks {
        public abstract void nothing();

        public abstract Void nothingEither();

        public abstract String text();

        public abstract int number();

        public abstract Optional<UUID> optional();

        public abstract Shape shape();

        public abstract List<? extends Shape> shapes();

        public abstract Object anything();

        public abstract double ratio();

        public abstract Thread thread();
    }

    private final Arguments arguments = new Arguments(1_000);

    @Test
    void aMethodThatReturnsNothingHasNoResult() {
        assertThat(result("nothing", null)).isNull();
        assertThat(result("nothingEither", null)).isNull();
    }

    @Test
    void aResultIsItsJson() {
        assertThat(result("text", "a\"b")).isEqualTo("\"a\\\"b\"");
        assertThat(result("text", null)).isEqualTo("null");
        assertThat(result("number", 5)).isEqualTo("5");
        assertThat(result("optional", Optional.empty())).isEqualTo("null");
    }

    @Test
    void aResultIsWrittenByItsOwnClassWhereItsTypeDoesNotSayEnough() {
        assertThat(result("shape", new Circle(1))).isEqualTo("{\"radius\":1}");
        assertThat(result("shapes", List.of(new Circle(1)))).isEqualTo("[{\"radius\":1}]");
        assertThat(result("anything", Map.of("at", List.of(Instant.EPOCH))))
                .isEqualTo("{\"at\":[\"1970-01-01T00:00:00Z\"]}");
        assertThat(result("anything", Map.of(UUID.fromString("00000000-0000-0001-0000-000000000002"), 1)))
                .isEqualTo("{\"00000000-0000-0001-0000-000000000002\":1}");
    }

    @Test
    void aResultWithoutAJsonFormSaysWhy() {
        assertFails("ratio", Double.NaN, "The result of Tasks#ratio cannot be kept", "NaN has no form in JSON");
        assertFails("thread", Thread.currentThread(), "The result of Tasks#thread cannot be kept");
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        assertFails("anything", itself, "containing itself");
    }

    @Test
    void aResultThatIsTooLongSaysWhatIsAllowed() {
        assertFails("text", "ä".repeat(600), "The result of Tasks#text", "longer than the 1000 bytes allowed");
        assertFails("anything", List.of("x".repeat(2_000)), "The result of Tasks#anything", "1000 bytes");
    }

    private String result(String method, Object value) {
        return arguments.encodeResult(Targets.of(Tasks.class, method), value);
    }

    private void assertFails(String method, Object value, String... words) {
        assertThatThrownBy(() -> result(method, value))
                .isInstanceOf(BindingException.class)
                .hasMessageContainingAll(words);
    }
}
