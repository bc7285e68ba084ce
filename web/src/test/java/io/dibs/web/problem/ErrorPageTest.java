package io.dibs.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.junit.jupiter.api.Test;

class ErrorPageTest {
    private final Map<String, Object> response = new HashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    @Test
    void a_method_that_a_servlet_does_not_know_is_no_defect() throws Exception {
        answer(501);
        assertThat(response).containsEntry("setStatus", 405).containsEntry("setHeader", "GET, HEAD");
        assertThat(body.toString(StandardCharsets.UTF_8)).contains("\"status\":405", "\"instance\":\"/dibs/x\"");
    }

    @Test
    void what_is_not_there_is_not_found() throws Exception {
        answer(404);
        assertThat(response).containsEntry("setStatus", 404).doesNotContainKey("setHeader");
        assertThat(body.toString(StandardCharsets.UTF_8)).contains("\"status\":404");
    }

    private void answer(int status) throws Exception {
        Map<String, Object> attributes =
                Map.of(RequestDispatcher.ERROR_STATUS_CODE, status, RequestDispatcher.ERROR_REQUEST_URI, "/dibs/x");
        ServletOutputStream out = new ServletOutputStream() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void write(int one) {
                body.write(one);
            }
        };
        new ErrorPage()
                .service(
                        fake(HttpServletRequest.class, (proxy, method, arguments) -> switch (method.getName()) {
                            case "getDispatcherType" -> DispatcherType.ERROR;
                            case "getAttribute" -> attributes.get(arguments[0]);
                            default -> null;
                        }),
                        fake(HttpServletResponse.class, (proxy, method, arguments) -> {
                            if (arguments != null) {
                                response.put(method.getName(), arguments[arguments.length - 1]);
                            }
                            return method.getName().equals("getOutputStream") ? out : null;
                        }));
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
