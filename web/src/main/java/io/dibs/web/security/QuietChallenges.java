package io.dibs.web.security;

import java.util.List;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/**
 * Has no browser ask for a password of its own accord over a page whose script was answered 401: that page asks itself. Whoever
 * opens an address of the API is asked by the browser as before.
 */
@Provider
public class QuietChallenges implements ContainerResponseFilter {
    /** A scheme that no browser knows; one there has to be. */
    public static final String COOKIE = "Cookie realm=\"Dibs\"";

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        List<Object> challenges = response.getHeaders().get(HttpHeaders.WWW_AUTHENTICATE);
        if (challenges != null && "empty".equals(request.getHeaderString("Sec-Fetch-Dest"))) {
            response.getHeaders()
                    .put(
                            HttpHeaders.WWW_AUTHENTICATE,
                            challenges.stream()
                                    .map(challenge -> challenge.toString().startsWith("Basic ") ? COOKIE : challenge)
                                    .toList());
        }
    }
}
