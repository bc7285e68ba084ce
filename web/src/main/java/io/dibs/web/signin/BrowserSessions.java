package io.dibs.web.signin;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.dibs.web.security.Role;
import io.dibs.web.security.SecuritySettings;
import io.dibs.web.security.SecuritySettings.User;

/** Knows browsers by a sealed cookie after a sign-in, be it with a password or at the OpenID provider. */
@ApplicationScoped
class BrowserSessions {
    private static final String COOKIE = "dibs-session";
    private static final String NAME = "name";
    private static final String ROLE = "role";
    private static final String PASSWORD = "password";

    private final SecuritySettings.Sessions settings;
    private final Map<String, User> users;
    private final Optional<SealedCookies> cookies;

    protected BrowserSessions() {
        settings = null;
        users = Map.of();
        cookies = Optional.empty();
    }

    @Inject
    BrowserSessions(SecuritySettings security) {
        this(security, Clock.systemUTC());
    }

    BrowserSessions(SecuritySettings security, Clock clock) {
        settings = security.sessions();
        users = security.users().stream().collect(Collectors.toMap(User::name, Function.identity()));
        boolean needed = security.enabled() && (security.oidc().isPresent() || !users.isEmpty());
        cookies = needed ? Optional.of(new SealedCookies(settings.key(), clock)) : Optional.empty();
    }

    /** What cookies are sealed with; empty if nobody signs in with a browser. */
    Optional<SealedCookies> cookies() {
        return cookies;
    }

    /** Who sits at the browser that sends this request, if he has signed in. */
    Optional<SignIn> of(HttpServletRequest request) {
        return cookies.flatMap(each -> each.get(request, COOKIE)).flatMap(this::known);
    }

    /** A user with a password is looked up each time: one who is gone, or has another password or role, is so at once. */
    private Optional<SignIn> known(JsonObject session) {
        String name = session.getString(NAME);
        if (!session.containsKey(PASSWORD)) {
            return Optional.of(new SignIn.Known(name, role(session.getString(ROLE, ""))));
        }
        return Optional.ofNullable(users.get(name))
                .filter(user -> fingerprint(user).equals(session.getString(PASSWORD)))
                .map(user -> new SignIn.Known(name, user.role()));
    }

    /** Begins the session of somebody whom the provider has told of. */
    void beginOfProvider(HttpServletRequest request, HttpServletResponse response, SignIn.Known caller) {
        JsonObjectBuilder session = Json.createObjectBuilder().add(NAME, caller.name());
        caller.role().ifPresent(role -> session.add(ROLE, role.text()));
        begin(request, response, session);
    }

    /** Begins the session of somebody whose password was right. */
    void beginOfUser(HttpServletRequest request, HttpServletResponse response, String name) {
        begin(
                request,
                response,
                Json.createObjectBuilder().add(NAME, name).add(PASSWORD, fingerprint(users.get(name))));
    }

    private void begin(HttpServletRequest request, HttpServletResponse response, JsonObjectBuilder session) {
        cookies.orElseThrow().set(request, response, COOKIE, session, settings.age(), isSecure(request));
    }

    void end(HttpServletRequest request, HttpServletResponse response) {
        cookies.orElseThrow().remove(request, response, COOKIE, isSecure(request));
    }

    /** Where the browser has Dibs, with a slash at its end. */
    URI base(HttpServletRequest request) {
        return settings.publicUrl()
                .map(url -> URI.create(url.toString().replaceAll("/?$", "/")))
                .orElseGet(() -> URI.create(
                        request.getScheme() + "://" + request.getHeader("Host") + request.getContextPath() + "/"));
    }

    boolean isSecure(HttpServletRequest request) {
        return base(request).getScheme().equals("https");
    }

    private static Optional<Role> role(String text) {
        return Arrays.stream(Role.values())
                .filter(role -> role.text().equals(text))
                .findFirst();
    }

    /** Tells one password's hash from another's; of no use to anybody who has it. */
    private static String fingerprint(User user) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(user.hash().getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no SHA-256, which every JVM must have.", e);
        }
    }
}
