package io.dibs.web.request;

import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Refuses bodies that do not say what they are; JAX-RS takes them for whatever the resource class consumes. */
@Provider
public class BodyType implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        if (request.hasEntity() && request.getMediaType() == null) {
            throw new NotSupportedException();
        }
    }
}
