package io.dibs.web.request;

import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

/**
 * Refuses bodies that do not say what they are, or say that they are anything ({@code *}{@code /*}); JAX-RS takes them for
 * whatever the resource class consumes.
 */
@Provider
public class BodyType implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        if (request.hasEntity() && !isOfOneType(request.getMediaType())) {
            throw new NotSupportedException();
        }
    }

    private static boolean isOfOneType(MediaType type) {
        return type != null && !type.isWildcardType() && !type.isWildcardSubtype();
    }
}
