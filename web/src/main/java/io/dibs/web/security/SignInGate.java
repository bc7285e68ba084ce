package io.dibs.web.security;

import java.util.Set;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/**
 * Lets nobody in who has not signed in, whatever he asks for: endpoints of Dibs and of plugins, and paths that lead
 * nowhere. Only the status is for everybody.
 */
@Provider
@PreMatching
public class SignInGate implements ContainerRequestFilter {
    private static final Set<String> READS = Set.of("GET", "HEAD");

    private final Access access;

    @Inject
    public SignInGate(Access access) {
        this.access = access;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        boolean status = request.getUriInfo().getPath().equals("status") && READS.contains(request.getMethod());
        if (!status) {
            access.requireUser();
        }
    }
}
