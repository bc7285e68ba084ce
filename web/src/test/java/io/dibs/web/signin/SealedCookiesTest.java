package io.dibs.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;

import jakarta.json.Json;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.junit.jupiter.api.Test;

class SealedCookiesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T03:10:05Z");
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private final SealedCookies cookies = at(NOW, KEY);
    private Cookie made;

    private static SealedCookies at(Instant time, String key) {
        return new SealedCookies(Optional.ofNullable(key), Clock.fixed(time, ZoneOffset.UTC));
    }

    private static HttpServletRequest request(Cookie... sent) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                SealedCookiesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getCookies" -> sent.length == 0 ? null : sent;
                    case "getContextPath" -> "/dibs";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private HttpServletResponse response() {
        return (HttpServletResponse) Proxy.newProxyInstance(
                SealedCookiesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> {
                    made = (Cookie) arguments[0];
                    return null;
                });
    }

    private Cookie make(SealedCookies maker) {
        maker.set(
                request(),
                response(),
                "dibs-session",
                Json.createObjectBuilder().add("name", "ann"),
                Duration.ofHours(8),
                true);
        return made;
    }

    private static boolean isKnown(SealedCookies to, Cookie cookie) {
        return to.get(request(cookie), cookie.getName()).isPresent();
    }

    @Test
    void a_cookie_tells_what_was_put_into_it_and_nobody_else_reads_it() {
        Cookie cookie = make(cookies);
        assertThat(cookies.get(request(cookie), "dibs-session").orElseThrow().getString("name"))
                .isEqualTo("ann");
        assertThat(new String(Base64.getUrlDecoder().decode(cookie.getValue()))).doesNotContain("ann");
        assertThat(make(cookies).getValue()).isNotEqualTo(cookie.getValue());
    }

    @Test
    void no_script_reads_it_and_no_other_site_sends_it() {
        Cookie cookie = make(cookies);
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getSecure()).isTrue();
        assertThat(cookie.getAttribute("SameSite")).isEqualTo("Lax");
        assertThat(cookie.getPath()).isEqualTo("/dibs/");
    }

    @Test
    void all_nodes_with_the_key_know_it_until_its_time_is_over() {
        Cookie cookie = make(cookies);
        assertThat(isKnown(at(NOW.plus(Duration.ofHours(8)).minusSeconds(1), KEY), cookie))
                .isTrue();
        assertThat(isKnown(at(NOW.plus(Duration.ofHours(8)), KEY), cookie)).isFalse();
        assertThat(isKnown(at(NOW, null), cookie)).isFalse();
    }

    @Test
    void whatever_is_changed_in_it_makes_it_worthless() {
        byte[] bytes = Base64.getUrlDecoder().decode(make(cookies).getValue());
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            String value = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
            assertThat(isKnown(cookies, new Cookie("dibs-session", value))).isFalse();
        }
    }

    @Test
    void one_cookie_cannot_be_used_as_another() {
        assertThat(isKnown(cookies, new Cookie("dibs-sign-in", make(cookies).getValue())))
                .isFalse();
    }

    @Test
    void what_is_no_cookie_of_ours_is_none() {
        for (String value : new String[] {"", "AAAA", "not base64!", "A".repeat(5_000)}) {
            assertThat(isKnown(cookies, new Cookie("dibs-session", value))).isFalse();
        }
        assertThat(cookies.get(request(), "dibs-session")).isEmpty();
    }
}
