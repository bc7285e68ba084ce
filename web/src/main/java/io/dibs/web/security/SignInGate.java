package io.dibs.web.security;

import java.util.Set;

import jakarta.inject.Inject;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/**
 * Lets nobody in who has not signed in, whatever he asks for: endpoints of Dibs and of plugins, and paths that lead
 * nowhere. Only the status, and who one is, are for everybody.
 */
@Provider
@PreMatching
public class SignInGate implements ContainerRequestFilter {
    private static final Set<String> READS = Set.of("GET", "HEAD");
    private static final Set<String> FOR_EVERYBODY = Set.of("status", "session");

    private final Access access;
    private final Challenges challenges;

    @Inject
    public SignInGate(Access access, Challenges challenges) {
        this.access = access;
        this.challenges = challenges;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!READS.contains(request.getMethod())
                || !FOR_EVERYBODY.contains(request.getUriInfo().getPath())) {
            if (!challenges.areOff() && request.getProperty(Refusal.ATTRIBUTE) instanceof Refusal refusal) {
                throw refused(refusal);
            }
            access.requireUser();
        }
    }

    private ClientErrorException refused(Refusal refusal) {
        return refusal.retryAfter()
                .map(seconds -> new ClientErrorException(
                        refusal.detail(),
                        Response.status(Response.Status.TOO_MANY_REQUESTS)
                                .header(HttpHeaders.RETRY_AFTER, seconds)
                                .build()))
                .orElseGet(() -> challenges.unauthorized(refusal.detail()));
    }
}
