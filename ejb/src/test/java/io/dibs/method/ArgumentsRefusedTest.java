package io.dibs.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbNumberFormat;

import org.junit.jupiter.api.Test;

import io.dibs.TaskRefusedException;

/** What would fail on a worker, or arrive changed, is refused where it is dispatched. */
class ArgumentsRefusedTest {
    public static class Animal {
        public String name = "a";
    }

    public static class Dog extends Animal {
        public String breed = "b";
    }

    public interface Shape {}

    public record Circle(int radius) implements Shape {}

    record Node(List<Node> children) {}

    public static class Linked {
        public List<Linked> next = new ArrayList<>();
    }

    static class Hidden {
        public String name = "h";
    }

    public static class Lossy {
        private final int given;

        public Lossy() {
            this(0);
        }

        Lossy(int given) {
            this.given = given;
        }

        public int getGiven() {
            return given;
        }
    }

    record Named(String name) {
        Named {
            Objects.requireNonNull(name, "a name is needed");
        }
    }

    record Formatted(@JsonbNumberFormat("#") int value) {}

    record Opaque(int value) {
        public int value() {
            throw new IllegalStateException("not to be read");
        }
    }

    @SuppressWarnings("unused")
    public abstract static class Tasks {
        public abstract void none();

        public abstract void two(UUID repository, int times);

        public abstract void number(double ratio);

        public abstract void wrapper(Long count);

        public abstract void big(BigInteger big);

        public abstract void animal(Animal animal);

        public abstract void shape(Shape shape);

        public abstract void node(Node node);

        public abstract void linked(Linked linked);

        public abstract void hidden(Hidden hidden);

        public abstract void lossy(Lossy lossy);

        public abstract void named(List<Named> names);

        public abstract void opaque(Opaque opaque);

        public abstract void formatted(Formatted formatted);

        public abstract void thread(Thread thread);

        public abstract void any(Object any);

        public abstract void map(Map<String, Duration> map);

        public abstract void json(JsonValue json);

        public abstract void sorted(TreeSet<Named> sorted);
    }

    private Arguments arguments = new Arguments(100_000);

    @Test
    void theWrongNumberIsRefusedWithWhatTheMethodTakes() {
        assertRefused("none", List.of(1), "Tasks#none takes no arguments", "given 1");
        assertRefused("two", List.of(1), "takes 2 arguments (java.util.UUID, int)", "given 1");
        assertRefused("number", List.of(), "takes 1 argument (double)", "given 0");
    }

    @Test
    void aMissingArrayIsASingleNull() {
        assertThat(arguments.encode(Targets.of(Tasks.class, "wrapper"), null)).isEqualTo("[null]");
    }

    @Test
    void nullForAPrimitiveIsRefused() {
        assertThatThrownBy(() -> encode("two", UUID.randomUUID(), null))
                .isInstanceOf(TaskRefusedException.class)
                .hasMessageContainingAll("Parameter 'times' (int) of Tasks#two", "null", "primitive");
    }

    @Test
    void numbersThatJsonDoesNotHaveAreRefused() {
        assertRefused("number", List.of(Double.NaN), "'ratio'", "NaN has no form in JSON");
        assertRefused("number", List.of(Double.NEGATIVE_INFINITY), "-Infinity has no form in JSON");
        assertRefused("big", List.of(BigInteger.TEN.pow(1_500)), "1501 digits", "1000");
    }

    @Test
    void aValueOfAnotherTypeIsRefused() {
        assertRefused(
                "two",
                List.of("no id", 1),
                "Parameter 'repository' (java.util.UUID)",
                "java.lang.String is no",
                "\"no id\" is no java.util.UUID");
        assertRefused("two", List.of(UUID.randomUUID(), 1L << 40), "'times' (int)", "1099511627776 does not fit");
        assertRefused("two", List.of(UUID.randomUUID(), 1.5), "1.5 does not fit");
        assertRefused("wrapper", List.of("5"), "'count'", "\"5\" is no number");
        assertRefused("map", List.of(Map.of("a", 5)), "'map'", "a: a java.lang.Integer is no java.time.Duration");
    }

    @Test
    void whatASubclassAddsWouldBeLostAndIsRefused() {
        assertThat(encode("animal", new Animal())).isEqualTo("[{\"name\":\"a\"}]");
        assertRefused("animal", List.of(new Dog()), "'animal'", "would not arrive as it is", "'breed' is lost");
    }

    @Test
    void aValueThatIsReadBackDifferentlyIsRefused() {
        assertRefused("lossy", List.of(new Lossy(5)), "would not arrive as it is", "given: 5 becomes 0");
    }

    @Test
    void anInterfaceIsRefusedBecauseNobodyKnowsWhatToMakeOfIt() {
        assertRefused("shape", List.of(new Circle(1)), "'shape'", "Cannot infer a type", "Shape");
    }

    @Test
    void whatContainsItselfIsRefused() {
        List<Node> children = new ArrayList<>();
        Node node = new Node(children);
        children.add(node);
        Linked linked = new Linked();
        linked.next.add(linked);
        Map<String, Object> map = new HashMap<>();
        map.put("self", map);

        assertRefused("node", List.of(node), "nested deeper than 200 levels, or containing itself");
        assertRefused("linked", List.of(linked), "'linked'", "Recursive reference");
        assertRefused("any", List.of(map), "containing itself");
    }

    @Test
    void jsonThatIsNestedTooDeeplyIsRefused() {
        JsonValue deep = JsonValue.NULL;
        JsonBuilderFactory builders = Json.createBuilderFactory(Map.of());
        for (int i = 0; i < 100_000; i++) {
            deep = builders.createArrayBuilder().add(deep).build();
        }
        assertRefused("json", List.of(deep), "nested");
        assertRefused("node", List.of(deep), "nested");
    }

    @Test
    void aClassThatIsNotPublicIsRefused() {
        assertRefused("hidden", List.of(new Hidden()), "'hidden'", "not public");
    }

    @Test
    void aRecordWithAnnotationsThatAreNotFollowedIsRefused() {
        assertRefused("formatted", List.of(new Formatted(1)), "Formatted is annotated with @JsonbNumberFormat");
    }

    @Test
    void whatHasNoJsonFormIsRefused() {
        assertRefused("thread", List.of(Thread.currentThread()), "'thread' (java.lang.Thread)");
        assertRefused("opaque", List.of(new Opaque(1)), "value: cannot be read", "not to be read");
    }

    @Test
    void anObjectWhoseTypeWouldBeLostIsRefused() {
        assertRefused(
                "any", List.of(UUID.randomUUID()), "java.util.UUID is declared as an Object only", "declare the type");
        assertRefused(
                "any", List.of(List.of(Duration.ZERO)), "[0]: a java.time.Duration is declared as an Object only");
    }

    @Test
    void aSetThatSortsWhatItCannotCompareIsRefused() {
        TreeSet<Named> sorted = new TreeSet<>(Comparator.comparing(Named::name));
        sorted.add(new Named("a"));

        assertRefused("sorted", List.of(sorted), "'sorted'", "TreeSet cannot hold it");
    }

    @Test
    void whatAConstructorRefusesIsRefused() {
        JsonValue json =
                Json.createArrayBuilder().add(JsonValue.EMPTY_JSON_OBJECT).build();

        assertRefused("named", List.of(json), "'names'", "[0]: the constructor", "Named", "a name is needed");
    }

    @Test
    void argumentsThatAreTooLongAreRefusedWithTheirSizeAndTheLimit() {
        arguments = new Arguments(1_000);

        assertRefused("any", List.of("ä".repeat(500)), "take 1004 bytes of JSON", "1000 bytes are allowed");
        assertRefused("any", List.of("x".repeat(100_000)), "Tasks#any take more", "1000 bytes are allowed");
        assertThat(encode("any", "ä".repeat(498))).hasSize(502);
    }

    private String encode(String method, Object... values) {
        return arguments.encode(Targets.of(Tasks.class, method), values);
    }

    private void assertRefused(String method, List<?> values, String... words) {
        assertThatThrownBy(() -> encode(method, values.toArray()))
                .isInstanceOf(TaskRefusedException.class)
                .hasMessageContainingAll(words);
    }
}
