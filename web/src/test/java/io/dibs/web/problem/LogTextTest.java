package io.dibs.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTextTest {
    @Test
    void no_text_of_a_request_begins_a_line_of_its_own() {
        assertThat(LogText.of("a\r\n[SEVERE] forged\u001b[2J\u2028x\u0085y"))
                .isEqualTo("a\\u000d\\u000a[SEVERE] forged\\u001b[2J\\u2028x\\u0085y");
    }

    @Test
    void a_long_text_is_cut() {
        assertThat(LogText.of("x".repeat(5_000))).hasSize(1_001).endsWith("…");
    }

    @Test
    void a_stack_trace_has_each_message_in_one_line() {
        String text = LogText.of(new IllegalStateException("a\nb", new IllegalArgumentException("c\nd")));
        assertThat(text.lines().filter(line -> !line.startsWith("\tat ")))
                .containsExactly(
                        "java.lang.IllegalStateException: a\\u000ab",
                        "Caused by: java.lang.IllegalArgumentException: c\\u000ad");
    }
}
