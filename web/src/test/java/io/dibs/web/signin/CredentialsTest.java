package io.dibs.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void a_name_and_a_password_are_read() {
        Credentials credentials = Credentials.ofJson(bytes("{\"user\": \"ann\", \"password\": \"pässword:1\"}"))
                .orElseThrow();
        assertThat(credentials.name()).isEqualTo("ann");
        assertThat(credentials.password()).isEqualTo("pässword:1".toCharArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{\"user\": \"ann\"}",
                "{\"user\": \"ann\", \"password\": 1}",
                "{\"user\": null, \"password\": \"x\"}",
                "{\"user\": \"ann\", \"password\": \"x\", \"role\": \"administrator\"}",
                "user=ann&password=x"
            })
    void anything_else_is_nothing(String body) {
        assertThat(Credentials.ofJson(bytes(body))).isEmpty();
    }

    @Test
    void what_is_too_tooLongis_nothing() {
        String tooLong = "x".repeat(Credentials.LONGEST);
        assertThat(Credentials.ofJson(bytes("{\"user\": \"ann\", \"password\": \"" + tooLong + "\"}")))
                .isEmpty();
    }
}
