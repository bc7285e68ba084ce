package io.dibs.web.signin;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;

import io.dibs.log.Log;
import io.dibs.log.LogEvent;
import io.dibs.web.problem.LogText;
import io.dibs.web.security.SecuritySettings;

/** Tells by a request's header or cookie who sends it. */
@ApplicationScoped
class Authentication {
    private static final Log LOG = Log.of(Authentication.class);

    private final Passwords passwords;
    private final Optional<BearerTokens> tokens;
    private final BrowserSessions sessions;

    protected Authentication() {
        passwords = null;
        tokens = Optional.empty();
        sessions = null;
    }

    @Inject
    Authentication(SecuritySettings settings, BrowserSessions sessions) {
        this.passwords = new Passwords(settings.users(), System::nanoTime);
        this.tokens = settings.tokens().map(each -> new BearerTokens(each, settings.groups()));
        this.sessions = sessions;
    }

    /** Does nothing but that this bean is made. */
    void prepare() {}

    /** Empty if the request does not even try. */
    Optional<SignIn> of(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders("Authorization"));
        if (headers.isEmpty()) {
            return sessions.of(request);
        }
        if (headers.size() > 1) {
            return Optional.of(new SignIn.Wrong("There are two headers Authorization."));
        }
        String[] parts = headers.get(0).strip().split(" +", 2);
        String value = parts.length == 2 ? parts[1] : "";
        return Optional.of(
                switch (parts[0].toLowerCase(Locale.ROOT)) {
                    case "basic" -> basic(value, request.getRemoteAddr());
                    case "bearer" -> bearer(value);
                    default -> new SignIn.Wrong("Nobody signs in here by this scheme of the header Authorization.");
                });
    }

    private SignIn bearer(String token) {
        return tokens.map(each -> each.check(token)).orElse(new SignIn.Wrong("Tokens are not taken here."));
    }

    private SignIn basic(String value, String address) {
        if (passwords.isEmpty()) {
            return new SignIn.Wrong("Nobody has a password here.");
        }
        return Credentials.ofBasic(value)
                .map(credentials -> check(credentials, address))
                .orElse(new SignIn.Wrong("The header Authorization is malformed."));
    }

    /** Whether anybody has a password. */
    boolean hasPasswords() {
        return !passwords.isEmpty();
    }

    /**
     * Checks a name and a password, and forgets the password.
     *
     * @param address where they come from
     */
    SignIn check(Credentials credentials, String address) {
        try {
            SignIn signIn = passwords.check(credentials.name(), credentials.password(), address);
            if (!(signIn instanceof SignIn.Known)) {
                LOG.tell(LogEvent.SIGN_IN_FAILED, address, LogText.of(credentials.name()));
            }
            return signIn;
        } finally {
            Passwords.forget(credentials.password());
        }
    }
}
