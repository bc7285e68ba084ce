package io.dibs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationTest {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void a_thread_has_a_correlation_until_its_scope_is_closed() {
        assertThat(Correlation.current()).isEqualTo(Correlation.NONE);
        Correlation.Scope outer = Correlation.of("outer").enter();
        Correlation.Scope inner = Correlation.of("inner").inTrace(TRACE).enter();
        assertThat(Correlation.current().id()).contains("inner");
        assertThat(Correlation.current().traceparent()).contains(TRACE);
        inner.close();
        assertThat(Correlation.current()).isEqualTo(Correlation.of("outer"));
        outer.close();
        assertThat(Correlation.current()).isEqualTo(Correlation.NONE);
    }

    @Test
    void other_threads_do_not_have_it() {
        Correlation.Scope scope = Correlation.of("mine").enter();
        try {
            assertThat(CompletableFuture.supplyAsync(Correlation::current).join())
                    .isEqualTo(Correlation.NONE);
        } finally {
            scope.close();
        }
    }

    @Test
    void an_id_has_up_to_200_characters() {
        assertThat(Correlation.of("x".repeat(200)).id()).contains("x".repeat(200));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Correlation.of("x".repeat(201)))
                .withMessage("A correlation id has 1 to 200 characters; this one has 201.");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {" ", "a\nb", "a\rb", "a\tb", "a\u0000", "a\u0085b"})
    void what_would_spoil_a_log_line_is_no_id(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Correlation.of(id))
                .withMessageStartingWith("A correlation id has ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TRACE,
                "  00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01 ",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03",
                "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-the-future-will-be-like",
            })
    void a_trace_is_carried_as_version_00_has_it(String header) {
        assertThat(Correlation.NONE.inTrace(header).traceparent()).contains(TRACE);
    }

    @ParameterizedTest
    @CsvSource({"00, 00", "01, 01", "02, 00", "fe, 00", "ff, 01"})
    void of_the_flags_only_that_one_is_passed_on_which_this_version_knows(String sent, String carried) {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-";
        assertThat(Correlation.NONE.inTrace(trace + sent).traceparent()).contains(trace + carried);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "0af7651916cd43dd8448eb211c80319c",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0g",
                "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01more",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
            })
    void an_invalid_trace_is_ignored(String header) {
        assertThat(Correlation.of("x").inTrace(header)).isEqualTo(Correlation.of("x"));
    }
}
