package io.dibs.it;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A plain web server with a {@code PULP_MANIFEST} and files, to synchronise from. */
final class FileServer implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Path> files = new ConcurrentHashMap<>();
    private final Map<String, byte[]> texts = new ConcurrentHashMap<>();
    private final StringBuffer manifest = new StringBuffer();
    private final HttpServer server;
    private volatile Gate gate = path -> {};

    /** Is passed by each request before it is answered. */
    @FunctionalInterface
    interface Gate {
        void pass(String path) throws InterruptedException;
    }

    FileServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    FileServer gate(Gate gate) {
        this.gate = gate;
        return this;
    }

    /** Serves a file from disk, and lists it. */
    FileServer file(String path, Path file) throws Exception {
        files.put("/" + path, file);
        return line(path, digest(file), Files.size(file));
    }

    /** Serves a text, and lists it. */
    FileServer text(String path, String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        texts.put("/" + path, bytes);
        return line(path, digest(bytes), bytes.length);
    }

    /** Lists a file, which may be another one than is served, or none. */
    FileServer line(String path, String digest, long size) {
        return line(path + "," + digest + "," + size);
    }

    /** Writes a line into the manifest. */
    FileServer line(String line) {
        manifest.append(line).append('\n');
        return this;
    }

    FileServer emptyManifest() {
        manifest.setLength(0);
        return this;
    }

    String manifest() {
        return manifest.toString();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            gate.pass(path);
            if (path.equals("/PULP_MANIFEST")) {
                send(exchange, manifest().getBytes(StandardCharsets.UTF_8));
            } else if (files.containsKey(path)) {
                Path file = files.get(path);
                long size = Files.size(file);
                exchange.sendResponseHeaders(200, size == 0 ? -1 : size);
                Files.copy(file, exchange.getResponseBody());
            } else if (texts.containsKey(path)) {
                send(exchange, texts.get(path));
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String digest(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (OutputStream hash = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, hash);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static String digest(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
