package io.dibs.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** A connection as the servlet container has it, which takes what is written to it or not. */
public final class FakeConnection {
    private final Map<String, String> headers = new TreeMap<>();
    private final Output output = new Output();
    private volatile Future<?> end;

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(FakeConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** The request that is suspended. */
    public HttpServletRequest request() {
        AsyncContext async = fake(AsyncContext.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getResponse" -> response();
            case "addListener" -> null;
            default -> throw new UnsupportedOperationException(method.getName());
        });
        return fake(HttpServletRequest.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getAsyncContext" -> async;
            case "toString" -> "a request";
            case "hashCode" -> 1;
            case "equals" -> proxy == arguments[0];
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private HttpServletResponse response() {
        return fake(HttpServletResponse.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getOutputStream" -> output;
            case "setContentType" -> headers.put("Content-Type", (String) arguments[0]);
            case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    /** Forgets the answer before. */
    void reset() {
        headers.clear();
    }

    /** Whether the headers of an answer were written here. */
    boolean isAnswered() {
        return !headers.isEmpty();
    }

    /** Has the request end with this. */
    void endsWith(Future<?> end) {
        this.end = end;
    }

    public boolean isComplete() {
        return end.isDone();
    }

    public String header(String name) {
        return headers.get(name);
    }

    /** What the client has had. */
    public String text() {
        synchronized (output) {
            return output.flushed;
        }
    }

    /** Whether the client takes what is written. */
    public void takes(boolean ready) {
        synchronized (output) {
            output.ready = ready;
        }
        if (ready && output.listener != null) {
            output.possible();
        }
    }

    /** The client is gone: the next that is written fails. */
    public void cut() {
        synchronized (output) {
            output.cut = true;
        }
    }

    public ServletOutputStream output() {
        return output;
    }

    private static final class Output extends ServletOutputStream {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private String flushed = "";
        private boolean ready = true;
        private boolean cut;
        private WriteListener listener;

        @Override
        public synchronized boolean isReady() {
            return ready;
        }

        @Override
        public synchronized void setWriteListener(WriteListener listener) {
            this.listener = listener;
        }

        void possible() {
            try {
                listener.onWritePossible();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int count) throws IOException {
            if (!ready) {
                throw new IllegalStateException("Written without being ready.");
            }
            if (cut) {
                throw new IOException("Broken pipe");
            }
            written.write(bytes, from, count);
        }

        @Override
        public synchronized void flush() {
            flushed = written.toString(StandardCharsets.UTF_8);
        }
    }
}
