package io.dibs.web.security;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** How those who have not signed in are told to, if they have to at all. */
@ApplicationScoped
public class Challenges {
    private static final String BASIC = "Basic realm=\"Dibs\", charset=\"UTF-8\"";
    private static final String BEARER = "Bearer realm=\"Dibs\"";

    private final boolean off;
    private final List<String> schemes = new ArrayList<>();

    protected Challenges() {
        off = false;
    }

    @Inject
    public Challenges(SecuritySettings settings) {
        off = !settings.enabled();
        if (!settings.users().isEmpty()) {
            schemes.add(BASIC);
        }
        if (settings.tokens().isPresent() || schemes.isEmpty()) {
            schemes.add(BEARER);
        }
    }

    /** Whether everyone may do everything without signing in. */
    boolean areOff() {
        return off;
    }

    NotAuthorizedException unauthorized(String detail) {
        Response.ResponseBuilder response = Response.status(Response.Status.UNAUTHORIZED);
        schemes.forEach(scheme -> response.header(HttpHeaders.WWW_AUTHENTICATE, scheme));
        return new NotAuthorizedException(detail, response.build());
    }
}
