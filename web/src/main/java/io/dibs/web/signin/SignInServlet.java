package io.dibs.web.signin;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.dibs.log.Log;
import io.dibs.log.LogEvent;
import io.dibs.web.problem.LogText;
import io.dibs.web.problem.Problem;
import io.dibs.web.security.QuietChallenges;

/**
 * Where browsers sign in and out: {@code POST sign-in} with a name and a password; {@code GET sign-in?to=/dibs/} leads to the
 * OpenID provider, {@code sign-in/callback} back from it; and {@code POST sign-out} ends the session.
 */
@WebServlet({"/sign-in", "/sign-in/callback", "/sign-out"})
public class SignInServlet extends HttpServlet {
    private static final Log LOG = Log.of(SignInServlet.class);
    private static final String JSON = "application/json";
    private static final long serialVersionUID = 1L;

    @Inject
    private transient Authentication authentication;

    @Inject
    private transient BrowserSessions sessions;

    @Inject
    private transient ProviderSignIn provider;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        List<String> methods = methods(request.getServletPath());
        if (methods.isEmpty()) {
            problem(
                    request,
                    response,
                    404,
                    "Nobody signs in with a browser here: neither dibs.security.users nor dibs.security.oidc.issuer is set.");
        } else if (!methods.contains(request.getMethod())) {
            response.setHeader("Allow", String.join(", ", methods));
            problem(request, response, 405, "This path takes " + String.join(" and ", methods) + " only.");
        } else if (request.getServletPath().equals("/sign-out")) {
            signOut(request, response);
        } else if (request.getMethod().equals("POST")) {
            signInWithPassword(request, response);
        } else {
            signInAtProvider(request, response);
        }
    }

    /** Which of them there are for a path, as this server is set up. */
    private List<String> methods(String path) {
        List<String> get = provider.isOn() ? List.of("GET") : List.of();
        List<String> post = sessions.cookies().isPresent() ? List.of("POST") : List.of();
        return switch (path) {
            case "/sign-out" -> post;
            case "/sign-in/callback" -> get;
            default -> authentication.hasPasswords() ? get.isEmpty() ? post : List.of("GET", "POST") : get;
        };
    }

    private void signInWithPassword(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String type = Optional.ofNullable(request.getContentType())
                .orElse("")
                .split(";", 2)[0]
                .strip();
        if (!type.equalsIgnoreCase(JSON)) {
            problem(request, response, 415, "The body has to be of the type application/json.");
            return;
        }
        byte[] body = request.getInputStream().readNBytes(Credentials.LONGEST + 1);
        Optional<Credentials> credentials = Credentials.ofJson(body);
        if (credentials.isEmpty()) {
            problem(
                    request,
                    response,
                    400,
                    "The body has to be {\"user\": \"…\", \"password\": \"…\"}, of at most " + Credentials.LONGEST
                            + " bytes.");
            return;
        }
        SignIn signIn = authentication.check(credentials.get(), request.getRemoteAddr());
        if (signIn instanceof SignIn.Known known) {
            sessions.beginOfUser(request, response, known.name());
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else if (signIn instanceof SignIn.TooOften often) {
            response.setHeader("Retry-After", Long.toString(often.retryAfterSeconds()));
            problem(
                    request,
                    response,
                    429,
                    "There were too many failures to sign in. Try again in " + often.retryAfterSeconds() + " s.");
        } else {
            response.setHeader("WWW-Authenticate", QuietChallenges.COOKIE);
            problem(request, response, 401, ((SignIn.Wrong) signIn).detail());
        }
    }

    private void signInAtProvider(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            if (request.getServletPath().equals("/sign-in")) {
                provider.begin(request, response, request.getParameter("to"));
            } else {
                Optional<String> refusal = provider.complete(request, response);
                if (refusal.isPresent()) {
                    problem(request, response, 403, refusal.get());
                }
            }
        } catch (IOException e) {
            LOG.tell(LogEvent.SIGN_IN_PROVIDER_FAILED, LogText.of(e.getMessage()));
            problem(request, response, 502, "The OpenID provider could not be asked, or gave no valid answer.");
        }
    }

    /** Ends the session, here and at the provider. Scripts are told where to go on: they cannot see where a redirect leads. */
    private void signOut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        sessions.end(request, response);
        URI home = sessions.base(request);
        String next = provider.endSession(home).orElse(home).toString();
        if (JSON.equals(request.getHeader("Accept"))) {
            response.setContentType(JSON);
            write(response, Json.createObjectBuilder().add("to", next).build().toString());
        } else {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", next);
        }
    }

    private static void problem(HttpServletRequest request, HttpServletResponse response, int status, String detail)
            throws IOException {
        response.setStatus(status);
        response.setContentType(Problem.MEDIA_TYPE);
        write(response, Problem.of(status, detail).toJson(request.getRequestURI()));
    }

    private static void write(HttpServletResponse response, String text) throws IOException {
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
