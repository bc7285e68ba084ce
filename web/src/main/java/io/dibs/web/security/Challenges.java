package io.dibs.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotAuthorizedException;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How those who have not signed in are told to, if they have to at all. */
@ApplicationScoped
public class Challenges {
    private static final String BASIC = "Basic realm=\"Dibs\", charset=\"UTF-8\"";

    private final boolean off;

    protected Challenges() {
        this(true);
    }

    @Inject
    public Challenges(@ConfigProperty(name = "dibs.security.enabled", defaultValue = "false") boolean enabled) {
        this.off = !enabled;
    }

    /** Whether everyone may do everything without signing in. */
    boolean areOff() {
        return off;
    }

    NotAuthorizedException unauthorized() {
        return new NotAuthorizedException("Sign in to use this.", BASIC);
    }
}
