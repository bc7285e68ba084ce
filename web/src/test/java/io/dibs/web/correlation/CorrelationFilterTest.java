package io.dibs.web.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.dibs.Correlation;

class CorrelationFilterTest {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final CorrelationFilter filter = new CorrelationFilter();
    private final Map<String, Object> attributes = new HashMap<>();
    private final Map<String, String> answered = new HashMap<>();
    private final AtomicReference<Correlation> seen = new AtomicReference<>();
    private final FilterChain chain = (request, response) -> seen.set(Correlation.current());

    private HttpServletRequest request(Map<String, List<String>> headers) {
        return proxy(HttpServletRequest.class, (method, arguments) -> switch (method) {
            case "getHeaders" -> Collections.enumeration(headers.getOrDefault((String) arguments[0], List.of()));
            case "getAttribute" -> attributes.get((String) arguments[0]);
            case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private HttpServletResponse response() {
        return proxy(HttpServletResponse.class, (method, arguments) -> switch (method) {
            case "isCommitted" -> false;
            case "setHeader" -> answered.put((String) arguments[0], (String) arguments[1]);
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private interface Call {
        Object answer(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call.answer(method.getName(), arguments)));
    }

    private void send(Map<String, List<String>> headers) throws Exception {
        filter.doFilter(request(headers), response(), chain);
    }

    private void send(String header, String... values) throws Exception {
        send(Map.of(header, List.of(values)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "order-7/line_2", "Root=1-67891233-abcdef;Parent=53995c3f42cd8ad8", "a+b=="})
    void an_id_is_taken_and_echoed(String id) throws Exception {
        send("Correlation-ID", id);
        assertThat(seen.get()).isEqualTo(Correlation.of(id));
        assertThat(answered).containsExactly(Map.entry("Correlation-ID", id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a]b", "<script>", "a\nSet-Cookie: x", "é", "{0}", "'"})
    void an_unsafe_id_is_replaced(String id) throws Exception {
        send("Correlation-ID", id);
        assertNew();
    }

    @Test
    void an_id_that_is_too_long_is_replaced() throws Exception {
        send("Correlation-ID", "x".repeat(200));
        assertThat(answered).containsValue("x".repeat(200));
        attributes.clear();
        send("Correlation-ID", "x".repeat(201));
        assertNew();
    }

    @Test
    void a_request_without_one_or_with_several_gets_a_new_one() throws Exception {
        send(Map.of());
        assertNew();
        attributes.clear();
        send("Correlation-ID", "a", "b");
        assertNew();
    }

    private void assertNew() {
        String id = answered.get("Correlation-ID");
        assertThat(UUID.fromString(id)).hasToString(id);
        assertThat(seen.get().id()).contains(id);
    }

    @Test
    void the_page_of_an_error_has_the_id_of_the_request() throws Exception {
        send(Map.of());
        String id = answered.remove("Correlation-ID");
        send(Map.of());
        assertThat(answered).containsEntry("Correlation-ID", id);
    }

    @Test
    void a_valid_trace_is_taken_and_others_are_ignored() throws Exception {
        send(Map.of("Correlation-ID", List.of("x"), "traceparent", List.of(TRACE)));
        assertThat(seen.get()).isEqualTo(Correlation.of("x").inTrace(TRACE));
        attributes.clear();
        send(Map.of("Correlation-ID", List.of("x"), "traceparent", List.of(TRACE, TRACE)));
        assertThat(seen.get()).isEqualTo(Correlation.of("x"));
        attributes.clear();
        send(Map.of("Correlation-ID", List.of("x"), "traceparent", List.of("nonsense")));
        assertThat(seen.get()).isEqualTo(Correlation.of("x"));
    }

    @Test
    void the_thread_forgets_it_afterwards_also_when_the_request_fails() throws Exception {
        send(Map.of());
        assertThat(Correlation.current()).isEqualTo(Correlation.NONE);
        assertThatThrownBy(() -> filter.doFilter(request(Map.of()), response(), (request, response) -> {
                    throw new ServletException();
                }))
                .isInstanceOf(ServletException.class);
        assertThat(Correlation.current()).isEqualTo(Correlation.NONE);
    }
}
