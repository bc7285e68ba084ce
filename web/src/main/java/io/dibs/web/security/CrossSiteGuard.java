package io.dibs.web.security;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.dibs.web.problem.Problem;

/**
 * Refuses what a page of another site has a browser send in order to change something: the browser would add the password or the
 * cookie of whoever sits at it. Browsers say where a request comes from; programs do not, and are not their user's victims.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class CrossSiteGuard extends HttpFilter {
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<String> OWN = Set.of("same-origin", "none");
    private static final long serialVersionUID = 1L;

    private final transient Set<String> allowed;

    @Inject
    public CrossSiteGuard(SecuritySettings settings) {
        allowed = settings.allowedOrigins();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (READS.contains(request.getMethod())
                || mayChange(
                        request.getHeader("Sec-Fetch-Site"), request.getHeader("Origin"), request.getHeader("Host"))) {
            chain.doFilter(request, response);
        } else {
            Problem problem = Problem.of(
                    HttpServletResponse.SC_FORBIDDEN,
                    "A page of another site must not change anything here. If it is yours, add its origin to"
                            + " dibs.security.allowed-origins.");
            response.setStatus(problem.status());
            response.setContentType(Problem.MEDIA_TYPE);
            response.getOutputStream()
                    .write(problem.toJson(request.getRequestURI()).getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Whether a request that changes something may.
     *
     * @param site the header Sec-Fetch-Site, if there is one
     * @param origin the header Origin, if there is one
     * @param host the header Host
     */
    boolean mayChange(String site, String origin, String host) {
        if (origin != null && allowed.contains(origin)) {
            return true;
        }
        if (site != null) {
            return OWN.contains(site);
        }
        return origin == null
                || authority(origin)
                        .filter(own -> own.equals(withPort(host, origin)))
                        .isPresent();
    }

    /** Without the scheme: a proxy may have taken TLS off, and only it knows. */
    private static Optional<String> authority(String origin) {
        try {
            return Optional.ofNullable(URI.create(origin).getAuthority()).map(own -> withPort(own, origin));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Browsers leave out a scheme's own port in one of the headers and not in the other only where it is the same. */
    private static String withPort(String authority, String origin) {
        if (authority == null || authority.matches(".*:\\d+")) {
            return authority;
        }
        return authority + (origin.startsWith("https:") ? ":443" : ":80");
    }
}
