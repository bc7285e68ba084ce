package io.dibs.web.request;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.dibs.web.problem.InvalidRequestException;

class CancelRequestTest {
    @ParameterizedTest
    @ValueSource(strings = {"{\"state\":\"canceled\"}", " {\n\"state\" : \"canceled\" } \n"})
    void one_change_is_allowed(String body) {
        assertThatCode(() -> CancelRequest.check(body)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"canceled\"",
                "canceled",
                "{}",
                "{",
                "{\"state\":\"canceled\"",
                "{\"state\":\"canceled\"} x",
                "{\"state\":\"canceled\"}{}",
                "{\"state\":\"canceled\",}",
                "{\"state\":\"Canceled\"}",
                "{\"state\":\"completed\"}",
                "{\"state\":null}",
                "{\"state\":[\"canceled\"]}",
                "{\"State\":\"canceled\"}",
                "{\"state\":\"canceled\",\"name\":\"x\"}",
                "{\"state\":\"running\",\"state\":\"canceled\"}",
                "[{\"state\":\"canceled\"}]",
                "\u0000"
            })
    void every_other_body_is_refused(String body) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> CancelRequest.check(body))
                .withMessageContaining("The body must be {\"state\": \"canceled\"}");
    }

    @org.junit.jupiter.api.Test
    void depth_is_no_weapon() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> CancelRequest.check("{\"state\":" + "[".repeat(500_000)));
    }
}
