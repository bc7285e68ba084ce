package io.dibs.conformance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A web server that repositories are synchronised from. A folder that begins with {@code stalled} answers once it is let
 * go, so that a task that reads from it runs as long as a test wants; {@code missing} is not there; {@code files} has
 * one file; all others are empty. It listens where {@code -Dconformance.host} says, by default on the loopback address.
 */
final class Origin implements AutoCloseable {
    static final String FILE = "file.txt";
    static final String TEXT = "What is in the file.";

    private static final String HOST = System.getProperty("conformance.host", "127.0.0.1");

    private final Map<String, CountDownLatch> stalled = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    Origin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(HOST, 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url(String folder) {
        return "http://" + HOST + ":" + server.getAddress().getPort() + "/" + folder + "/";
    }

    /** Answers all that waits for a folder, and will wait. */
    void letGo(String folder) {
        latch(folder).countDown();
    }

    private CountDownLatch latch(String folder) {
        return stalled.computeIfAbsent(folder, name -> new CountDownLatch(1));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String folder = path.split("/")[1];
            if (folder.startsWith("stalled")) {
                latch(folder).await();
            }
            byte[] bytes =
                    switch (folder) {
                        case "missing" -> null;
                        case "files" -> (path.endsWith(FILE) ? TEXT : manifest()).getBytes(StandardCharsets.UTF_8);
                        default -> new byte[0];
                    };
            if (bytes == null || bytes.length == 0) {
                exchange.sendResponseHeaders(bytes == null ? 404 : 200, -1);
            } else {
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String manifest() {
        try {
            byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            return FILE + "," + digest + "," + bytes.length + "\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stalled.values().forEach(CountDownLatch::countDown);
        server.stop(0);
        threads.shutdownNow();
    }
}
