package io.dibs.web.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** The problem of a request that no JAX-RS class has answered, in place of the server's page with its stack trace. */
@WebServlet("/error")
public class ErrorPage extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = HttpServletResponse.SC_NOT_FOUND;
        Object path = request.getRequestURI();
        Problem problem = Problem.of(status, StatusText.detail(status));
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            status = (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
            path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
            if (status == HttpServletResponse.SC_NOT_IMPLEMENTED) {
                // What servlets answer to methods that they have never heard of, PATCH among them; nobody's defect.
                status = HttpServletResponse.SC_METHOD_NOT_ALLOWED;
                response.setHeader("Allow", "GET, HEAD");
            }
            problem = status >= 500
                    ? ProblemMapper.unexpected((Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION))
                    : Problem.of(status, StatusText.detail(status));
        }
        response.setStatus(status);
        response.setContentType(Problem.MEDIA_TYPE);
        response.getOutputStream().write(problem.toJson(String.valueOf(path)).getBytes(StandardCharsets.UTF_8));
    }
}
