package io.dibs.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.dibs.binding.BindingException;

/** What a worker finds in the store may come from another version of the application, or from anybody. */
class ArgumentsReadTest {
    record Node(List<Node> children) {}

    @SuppressWarnings("unused")
    public abstract static class Tasks {
        public abstract void sync(UUID repository, int times);

        public abstract void node(Node node);
    }

    private final Arguments arguments = new Arguments(1_000);

    @Test
    void anotherNumberOfArgumentsSaysSo() {
        assertUnreadable("sync", "[1]", "has 1 arguments", "Tasks#sync takes 2 arguments", "another version");
    }

    @Test
    void anArgumentThatDoesNotFitSaysWhichAndWhy() {
        assertUnreadable(
                "sync",
                "[\"x\",1]",
                "Parameter 'repository' (java.util.UUID) of Tasks#sync",
                "\"x\" is no java.util.UUID");
        assertUnreadable(
                "sync", "[\"6b7f1cbc-2799-4ac3-9aa2-595596ebbc92\",null]", "Parameter 'times' (int)", "primitive");
    }

    @Test
    void textThatIsNoJsonArraySaysSo() {
        assertUnreadable("sync", "{}", "Tasks#sync", "no JSON array");
        assertUnreadable("sync", "[1", "Tasks#sync", "not readable as JSON");
        assertUnreadable("sync", "", "not readable as JSON");
        assertUnreadable("sync", "[" + "1".repeat(5_000) + ",1]", "Tasks#sync");
    }

    @Test
    void endlessNestingDoesNotOverflowTheStack() {
        assertUnreadable("node", "[".repeat(1_000_000), "Tasks#node");
        assertUnreadable("node", "[" + "{\"children\":[".repeat(10_000), "Tasks#node");
    }

    @Test
    void nullIsNull() {
        assertThat(arguments.decode(Targets.of(Tasks.class, "node"), "[null]")).containsExactly((Object) null);
    }

    private void assertUnreadable(String method, String json, String... words) {
        assertThatThrownBy(() -> arguments.decode(Targets.of(Tasks.class, method), json))
                .isInstanceOf(BindingException.class)
                .hasMessageContainingAll(words);
    }
}
