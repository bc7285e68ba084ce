package io.dibs.web.signin;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jose4j.jwt.JwtClaims;

import io.dibs.web.problem.LogText;
import io.dibs.web.security.Role;
import io.dibs.web.security.SecuritySettings;
import io.dibs.web.security.SecuritySettings.Oidc;

/** Signs people in by way of the OpenID provider, and knows their browsers by a sealed cookie afterwards. */
@ApplicationScoped
class BrowserSessions {
    private static final System.Logger LOG = System.getLogger(BrowserSessions.class.getName());
    private static final String SESSION = "dibs-session";
    private static final String HANDSHAKE = "dibs-sign-in";
    private static final Duration LONGEST_HANDSHAKE = Duration.ofMinutes(10);

    private final Optional<Oidc> settings;
    private final Map<Role, Set<String>> groups;
    private final SealedCookies cookies;
    private final OpenIdProvider provider;

    protected BrowserSessions() {
        settings = Optional.empty();
        groups = Map.of();
        cookies = null;
        provider = null;
    }

    @Inject
    BrowserSessions(SecuritySettings security) {
        settings = security.enabled() ? security.oidc() : Optional.empty();
        groups = security.groups();
        cookies = settings.map(oidc -> new SealedCookies(oidc.sessionKey(), Clock.systemUTC()))
                .orElse(null);
        provider = settings.map(OpenIdProvider::new).orElse(null);
    }

    boolean areOn() {
        return settings.isPresent();
    }

    /** Who sits at the browser that sends this request, if he has signed in. */
    Optional<SignIn> of(HttpServletRequest request) {
        if (!areOn()) {
            return Optional.empty();
        }
        return cookies.get(request, SESSION)
                .map(session -> new SignIn.Known(session.getString("name"), role(session.getString("role", ""))));
    }

    /** Sends a browser to the provider, for it to come back to a path of this application. */
    void begin(HttpServletRequest request, HttpServletResponse response, String target) throws IOException {
        Handshake handshake = Handshake.begin(isOwnPath(request, target) ? target : request.getContextPath() + "/");
        URI provided = provider.authorization(callback(request), handshake);
        cookies.set(request, response, HANDSHAKE, handshake.toJson(), LONGEST_HANDSHAKE, isSecure(request));
        response.sendRedirect(provided.toString());
    }

    /**
     * Signs in who comes back from the provider.
     *
     * @return why not, if not
     */
    Optional<String> complete(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Handshake> begun = cookies.get(request, HANDSHAKE)
                .map(Handshake::of)
                .filter(handshake -> handshake.isAnsweredBy(request.getParameter("state")));
        cookies.remove(request, response, HANDSHAKE, isSecure(request));
        if (begun.isEmpty()) {
            return Optional.of(
                    "This sign-in was not begun by this browser, or more than ten minutes ago. Begin again.");
        }
        String code = request.getParameter("code");
        if (code == null) {
            LOG.log(
                    Level.INFO,
                    "The OpenID provider has refused a sign-in: {0}",
                    LogText.of(request.getParameter("error")));
            return Optional.of("The OpenID provider has not let you in.");
        }
        JwtClaims claims = provider.exchange(code, callback(request), begun.get());
        Oidc oidc = settings.orElseThrow();
        Optional<String> name = BearerTokens.text(claims, oidc.nameClaim());
        if (name.isEmpty()) {
            return Optional.of("The OpenID provider has told no " + oidc.nameClaim()
                    + " of you; an administrator can name another claim in dibs.security.oidc.name-claim.");
        }
        JsonObjectBuilder session = Json.createObjectBuilder().add("name", name.get());
        BearerTokens.role(claims, oidc.groupsClaim(), groups).ifPresent(role -> session.add("role", role.text()));
        cookies.set(request, response, SESSION, session, oidc.session(), isSecure(request));
        response.sendRedirect(begun.get().target());
        return Optional.empty();
    }

    /** Ends the session, here and at the provider. */
    void end(HttpServletRequest request, HttpServletResponse response) {
        cookies.remove(request, response, SESSION, isSecure(request));
        URI home = base(request);
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", provider.endSession(home).orElse(home).toString());
    }

    private static Optional<Role> role(String text) {
        return Arrays.stream(Role.values())
                .filter(role -> role.text().equals(text))
                .findFirst();
    }

    /** Never a way to another site: whoever made up the link would get people there who trust this one. */
    static boolean isOwnPath(HttpServletRequest request, String target) {
        return target != null
                && target.startsWith(request.getContextPath() + "/")
                && !target.startsWith("//")
                && target.chars().noneMatch(c -> c == '\\' || c <= ' ' || c == 0x7f);
    }

    private URI callback(HttpServletRequest request) {
        return URI.create(base(request) + "sign-in/callback");
    }

    /** Where the browser has Dibs, with a slash at its end. */
    private URI base(HttpServletRequest request) {
        return settings.flatMap(Oidc::publicUrl)
                .map(url -> URI.create(url.toString().replaceAll("/?$", "/")))
                .orElseGet(() -> URI.create(
                        request.getScheme() + "://" + request.getHeader("Host") + request.getContextPath() + "/"));
    }

    private boolean isSecure(HttpServletRequest request) {
        return base(request).getScheme().equals("https");
    }
}
