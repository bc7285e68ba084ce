package io.dibs.it.upgrade;

import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.json.Json;
import jakarta.json.JsonObject;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

/** Who is told by webhooks, over HTTPS: it keeps what it is told, and answers 204 unless it is to answer something else. */
final class Receiver implements AutoCloseable {
    private final HttpsServer server;
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** What came. */
    record Request(String path, Headers headers, String body) {
        JsonObject json() {
            return Json.createReader(new StringReader(body)).readObject();
        }

        String header(String name) {
            return headers.getFirst(name);
        }
    }

    Receiver(SelfSigned certificate) throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        server.createContext("/", this::take);
        server.start();
    }

    String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    String url(String path) {
        return "https://" + authority() + path;
    }

    /** Has it answer the next request with this. */
    void answerNext(int status) {
        answers.add(status);
    }

    /** What came at this path so far. */
    List<Request> at(String path) {
        return requests.stream().filter(request -> request.path().equals(path)).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(new Request(exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), body));
            Integer answer = answers.poll();
            exchange.sendResponseHeaders(answer == null ? 204 : answer, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
