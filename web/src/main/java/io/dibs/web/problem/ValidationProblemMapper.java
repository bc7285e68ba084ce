package io.dibs.web.problem;

import jakarta.validation.ValidationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers violated constraints. The server has a mapper for these, which only one for the same type wins over. */
@Provider
public class ValidationProblemMapper implements ExceptionMapper<ValidationException> {
    @Override
    public Response toResponse(ValidationException thrown) {
        return ProblemMapper.response(thrown);
    }
}
