package io.dibs.web.signin;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.dibs.web.problem.LogText;
import io.dibs.web.problem.Problem;

/**
 * Where browsers sign in and out: {@code GET sign-in?to=/dibs/} leads to the OpenID provider, {@code sign-in/callback} back from
 * it, and {@code POST sign-out} ends the session.
 */
@WebServlet({"/sign-in", "/sign-in/callback", "/sign-out"})
public class SignInServlet extends HttpServlet {
    private static final System.Logger LOG = System.getLogger(SignInServlet.class.getName());
    private static final long serialVersionUID = 1L;

    @Inject
    private transient BrowserSessions sessions;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        boolean leaves = request.getServletPath().equals("/sign-out");
        if (!sessions.areOn()) {
            problem(
                    request,
                    response,
                    404,
                    "Nobody signs in with a browser here: dibs.security.oidc.issuer is not set.");
        } else if (!request.getMethod().equals(leaves ? "POST" : "GET")) {
            response.setHeader("Allow", leaves ? "POST" : "GET");
            problem(request, response, 405, "This path takes " + (leaves ? "POST" : "GET") + " only.");
        } else if (leaves) {
            sessions.end(request, response);
        } else {
            signIn(request, response);
        }
    }

    private void signIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            if (request.getServletPath().equals("/sign-in")) {
                sessions.begin(request, response, request.getParameter("to"));
            } else {
                Optional<String> refusal = sessions.complete(request, response);
                if (refusal.isPresent()) {
                    problem(request, response, 403, refusal.get());
                }
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "A sign-in at the OpenID provider failed: {0}", LogText.of(e.getMessage()));
            problem(request, response, 502, "The OpenID provider could not be asked, or gave no valid answer.");
        }
    }

    private static void problem(HttpServletRequest request, HttpServletResponse response, int status, String detail)
            throws IOException {
        response.setStatus(status);
        response.setContentType(Problem.MEDIA_TYPE);
        response.getOutputStream()
                .write(Problem.of(status, detail)
                        .toJson(request.getRequestURI())
                        .getBytes(StandardCharsets.UTF_8));
    }
}
