package io.dibs.web.problem;

import java.util.UUID;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

import io.dibs.log.Log;
import io.dibs.log.LogEvent;

/** Answers every exception that has no mapper of its own. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
    /** How long a caller should leave Redis alone, in seconds. */
    private static final int RETRY_AFTER = 5;

    private static final Log LOG = Log.of(ProblemMapper.class);

    @Override
    public Response toResponse(Throwable thrown) {
        return response(thrown);
    }

    static Response response(Throwable thrown) {
        Throwable cause = Problems.unwrapped(thrown);
        Problem problem = Problems.of(cause).orElseGet(() -> unexpected(cause));
        Response.ResponseBuilder response = Response.status(problem.status()).entity(problem);
        if (problem.status() == Response.Status.SERVICE_UNAVAILABLE.getStatusCode()) {
            LOG.tell(LogEvent.REQUEST_UNAVAILABLE, LogText.of(cause.getMessage()));
            response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
        }
        return response.build();
    }

    /** What went wrong inside stays in the log: a stack trace helps an attacker, and the caller not at all. */
    static Problem unexpected(Throwable thrown) {
        UUID id = UUID.randomUUID();
        LOG.tell(LogEvent.REQUEST_FAILED, id, LogText.of(thrown));
        return Problem.of(
                500, "The request failed for a reason that only the server's log tells, as error " + id + ".");
    }
}
