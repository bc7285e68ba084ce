package io.dibs.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.junit.jupiter.api.Test;

import io.dibs.web.security.Role;
import io.dibs.web.security.SecuritySettings;
import io.dibs.web.security.SecuritySettings.User;

class BrowserSessionsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T03:10:05Z");
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final User ANN = new User("ann", Optional.of(Role.OPERATOR), "a hash");

    private Cookie made;

    private static BrowserSessions sessions(Instant time, User... users) {
        return new BrowserSessions(settings(true, users), Clock.fixed(time, ZoneOffset.UTC));
    }

    private static SecuritySettings settings(boolean enabled, User... users) {
        return new SecuritySettings(
                enabled,
                List.of(users),
                Optional.empty(),
                Optional.empty(),
                new SecuritySettings.Sessions(
                        Optional.of(URI.create("https://dibs.test/dibs")), Duration.ofHours(8), Optional.of(KEY)),
                Map.of(),
                Set.of());
    }

    private HttpServletRequest request() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getCookies" -> made == null ? null : new Cookie[] {made};
                    case "getContextPath" -> "/dibs";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private HttpServletResponse response() {
        return (HttpServletResponse) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpServletResponse.class}, (proxy, method, arguments) -> {
                    made = (Cookie) arguments[0];
                    return null;
                });
    }

    @Test
    void a_browser_is_known_after_a_sign_in_until_its_time_is_over() {
        sessions(NOW, ANN).beginOfUser(request(), response(), "ann");
        assertThat(made.isHttpOnly()).isTrue();
        assertThat(made.getSecure()).isTrue();
        assertThat(sessions(NOW.plus(Duration.ofHours(7)), ANN).of(request()))
                .contains(new SignIn.Known("ann", Optional.of(Role.OPERATOR)));
        assertThat(sessions(NOW.plus(Duration.ofHours(8)), ANN).of(request())).isEmpty();
    }

    @Test
    void who_is_gone_or_has_another_password_is_not_known_any_more() {
        sessions(NOW, ANN).beginOfUser(request(), response(), "ann");
        assertThat(sessions(NOW, new User("bob", Optional.empty(), "a hash")).of(request()))
                .isEmpty();
        assertThat(sessions(NOW, new User("ann", ANN.role(), "another hash")).of(request()))
                .isEmpty();
    }

    @Test
    void another_role_is_another_role_at_once() {
        sessions(NOW, ANN).beginOfUser(request(), response(), "ann");
        assertThat(sessions(NOW, new User("ann", Optional.empty(), ANN.hash())).of(request()))
                .contains(new SignIn.Known("ann", Optional.empty()));
    }

    @Test
    void whom_the_provider_has_told_of_needs_no_password_here() {
        SignIn.Known mia = new SignIn.Known("mia", Optional.of(Role.VIEWER));
        sessions(NOW, ANN).beginOfProvider(request(), response(), mia);
        assertThat(sessions(NOW, ANN).of(request())).contains(mia);
    }

    @Test
    void a_session_that_ends_is_over() {
        BrowserSessions sessions = sessions(NOW, ANN);
        sessions.beginOfUser(request(), response(), "ann");
        sessions.end(request(), response());
        assertThat(made.getMaxAge()).isZero();
        assertThat(sessions.of(request())).isEmpty();
    }

    @Test
    void where_nobody_has_to_or_can_sign_in_with_a_browser_there_are_none() {
        assertThat(new BrowserSessions(settings(false, ANN)).cookies()).isEmpty();
        assertThat(sessions(NOW).cookies()).isEmpty();
    }
}
