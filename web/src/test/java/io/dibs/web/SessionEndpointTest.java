package io.dibs.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import jakarta.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.dibs.web.Api.Answer;
import io.dibs.web.security.Role;

class SessionEndpointTest {
    private final Api api = new Api(new FakeDibs());

    @Test
    void it_tells_who_one_is_and_his_highest_role() {
        JsonObject session = api.as(SignedIn.as("olga", Role.VIEWER, Role.OPERATOR))
                .get("session")
                .json();
        assertThat(session.getString("user")).isEqualTo("olga");
        assertThat(session.getString("role")).isEqualTo("operator");
        assertThat(api.as(SignedIn.as("ann")).get("session").json().isNull("role"))
                .isTrue();
    }

    @Test
    void it_tells_nobody_how_to_sign_in() {
        JsonObject session = api.as(SignedIn.NOBODY).get("session").json();
        assertThat(session.isNull("user")).isTrue();
        assertThat(session.getBoolean("security")).isTrue();
        assertThat(session.getJsonObject("sign_in").getBoolean("password")).isTrue();
        assertThat(session.getJsonObject("sign_in").isNull("provider")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"empty, Cookie", "document, Basic", "'', Basic"})
    void a_browser_asks_for_a_password_itself_only_where_no_page_does(String destination, String scheme) {
        Answer answer = api.as(SignedIn.NOBODY).get("tasks", Map.of("Sec-Fetch-Dest", destination));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith(scheme + " ");
    }
}
