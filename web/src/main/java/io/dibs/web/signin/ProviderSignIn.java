package io.dibs.web.signin;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jose4j.jwt.JwtClaims;

import io.dibs.log.Log;
import io.dibs.log.LogEvent;
import io.dibs.web.problem.LogText;
import io.dibs.web.security.Role;
import io.dibs.web.security.SecuritySettings;
import io.dibs.web.security.SecuritySettings.Oidc;

/** Signs people in by way of the OpenID provider. */
@ApplicationScoped
class ProviderSignIn {
    private static final Log LOG = Log.of(ProviderSignIn.class);
    private static final String HANDSHAKE = "dibs-sign-in";
    private static final Duration LONGEST_HANDSHAKE = Duration.ofMinutes(10);

    private final Optional<Oidc> settings;
    private final Map<Role, Set<String>> groups;
    private final BrowserSessions sessions;
    private final OpenIdProvider provider;

    protected ProviderSignIn() {
        settings = Optional.empty();
        groups = Map.of();
        sessions = null;
        provider = null;
    }

    @Inject
    ProviderSignIn(SecuritySettings security, BrowserSessions sessions) {
        settings = security.enabled() ? security.oidc() : Optional.empty();
        groups = security.groups();
        this.sessions = sessions;
        provider = settings.map(OpenIdProvider::new).orElse(null);
    }

    boolean isOn() {
        return settings.isPresent();
    }

    /** Sends a browser to the provider, for it to come back to a path of this application. */
    void begin(HttpServletRequest request, HttpServletResponse response, String target) throws IOException {
        Handshake handshake = Handshake.begin(isOwnPath(request, target) ? target : request.getContextPath() + "/");
        URI provided = provider.authorization(callback(request), handshake);
        cookies().set(request, response, HANDSHAKE, handshake.toJson(), LONGEST_HANDSHAKE, sessions.isSecure(request));
        response.sendRedirect(provided.toString());
    }

    /**
     * Signs in who comes back from the provider.
     *
     * @return why not, if not
     */
    Optional<String> complete(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Handshake> begun = cookies()
                .get(request, HANDSHAKE)
                .map(Handshake::of)
                .filter(handshake -> handshake.isAnsweredBy(request.getParameter("state")));
        cookies().remove(request, response, HANDSHAKE, sessions.isSecure(request));
        if (begun.isEmpty()) {
            return Optional.of(
                    "This sign-in was not begun by this browser, or more than ten minutes ago. Begin again.");
        }
        String code = request.getParameter("code");
        if (code == null) {
            LOG.tell(LogEvent.SIGN_IN_PROVIDER_REFUSED, LogText.of(request.getParameter("error")));
            return Optional.of("The OpenID provider has not let you in.");
        }
        JwtClaims claims = provider.exchange(code, callback(request), begun.get());
        Oidc oidc = settings.orElseThrow();
        Optional<String> name = BearerTokens.text(claims, oidc.nameClaim());
        if (name.isEmpty()) {
            return Optional.of("The OpenID provider has told no " + oidc.nameClaim()
                    + " of you; an administrator can name another claim in dibs.security.oidc.name-claim.");
        }
        sessions.beginOfProvider(
                request, response, new SignIn.Known(name.get(), BearerTokens.role(claims, oidc.groupsClaim(), groups)));
        response.sendRedirect(begun.get().target());
        return Optional.empty();
    }

    /** Where a browser goes to end its session at the provider too, and comes back to this address from. */
    Optional<URI> endSession(URI home) {
        return isOn() ? provider.endSession(home) : Optional.empty();
    }

    private SealedCookies cookies() {
        return sessions.cookies().orElseThrow();
    }

    /** Never a way to another site: whoever made up the link would get people there who trust this one. */
    static boolean isOwnPath(HttpServletRequest request, String target) {
        return target != null
                && target.startsWith(request.getContextPath() + "/")
                && !target.startsWith("//")
                && target.chars().noneMatch(c -> c == '\\' || c <= ' ' || c == 0x7f);
    }

    private URI callback(HttpServletRequest request) {
        return URI.create(sessions.base(request) + "sign-in/callback");
    }
}
