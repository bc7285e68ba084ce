package io.dibs.web.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * Answers the framework's exceptions, which it throws itself (no such path, wrong method, …) or a resource class does.
 * Their headers stay: Allow, Location, WWW-Authenticate, Retry-After.
 */
@Provider
public class WebProblemMapper implements ExceptionMapper<WebApplicationException> {
    @Override
    public Response toResponse(WebApplicationException thrown) {
        Response response = thrown.getResponse();
        int status = response.getStatus();
        if (response.hasEntity() || status < 400) {
            return response;
        }
        return Response.fromResponse(response)
                .entity(status == 500 ? ProblemMapper.unexpected(thrown) : Problem.of(status, detail(thrown, status)))
                .build();
    }

    /** What the resource class had to say; nothing if the message is only the framework's "HTTP 404 Not Found". */
    private static String detail(WebApplicationException thrown, int status) {
        String message = thrown.getMessage();
        return message == null || message.startsWith("HTTP " + status) ? StatusText.detail(status) : message;
    }
}
