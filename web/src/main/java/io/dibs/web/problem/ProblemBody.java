package io.dibs.web.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

/**
 * Writes problems, as text, so that no header Accept and no setting of a JSON library can get in the way. A failure that
 * a resource class answered with nothing, or with plain text, becomes a problem too.
 */
@Provider
public class ProblemBody implements ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        int status = response.getStatus();
        Object entity = response.getEntity();
        if (entity instanceof Problem problem) {
            write(problem, request, response);
        } else if (status >= 400 && entity == null) {
            write(Problem.of(status, StatusText.detail(status)), request, response);
        } else if (status >= 400 && entity instanceof String text && isPlain(response.getMediaType())) {
            write(Problem.of(status, text), request, response);
        }
    }

    private static void write(Problem problem, ContainerRequestContext request, ContainerResponseContext response) {
        String path = request.getUriInfo().getRequestUri().getRawPath();
        response.setEntity(problem.toJson(path), null, MediaType.valueOf(Problem.MEDIA_TYPE));
    }

    private static boolean isPlain(MediaType type) {
        // Without a type of its own, an entity gets the one that the resource class produces.
        return type == null || !type.getSubtype().endsWith("problem+json");
    }
}
