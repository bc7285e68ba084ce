package io.dibs.web.correlation;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.dibs.Correlation;

/**
 * Gives each request its correlation: the thread that serves it has it, and with it all that it dispatches; and the answer
 * names it, also that of a request which fails, so that whoever reports an error can tell which one.
 *
 * <p>An id that is not wholly of safe characters, as it goes into logs and headers, is replaced by a new one, and no reason to
 * refuse the request: what a proxy adds is not its sender's fault.
 */
@WebFilter(
        urlPatterns = "/*",
        asyncSupported = true,
        dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR})
public class CorrelationFilter extends HttpFilter {
    /** The header of requests and answers. */
    public static final String HEADER = "Correlation-ID";

    private static final String TRACE_HEADER = "traceparent";
    private static final String ATTRIBUTE = Correlation.class.getName();
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._~:;,/+=@-]{1," + Correlation.MAX_LENGTH + "}");
    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Correlation correlation = of(request);
        if (!response.isCommitted()) {
            response.setHeader(HEADER, correlation.id().orElseThrow());
        }
        Correlation.Scope scope = correlation.enter();
        try {
            chain.doFilter(request, response);
        } finally {
            scope.close();
        }
    }

    /** A request that fails comes a second time, for the page that tells of it. */
    private static Correlation of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Correlation known) {
            return known;
        }
        Correlation correlation = Correlation.of(only(request, HEADER)
                        .filter(id -> SAFE.matcher(id).matches())
                        .orElseGet(() -> UUID.randomUUID().toString()))
                .inTrace(only(request, TRACE_HEADER).orElse(null));
        request.setAttribute(ATTRIBUTE, correlation);
        return correlation;
    }

    /** The value of a header that is there once. */
    private static Optional<String> only(HttpServletRequest request, String name) {
        List<String> values = Collections.list(request.getHeaders(name));
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }
}
