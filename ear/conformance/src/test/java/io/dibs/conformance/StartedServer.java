package io.dibs.conformance;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * {@code java -jar dibs-micro.jar}, on a free port and with data of its own. What it prints is in {@code
 * target/server.log}. It ends on {@link #close()}, and with this JVM whatever happens.
 */
final class StartedServer implements AutoCloseable {
    private static final String READY = "Dibs is ready: ";
    private static final Path LOG = Path.of("target", "server.log");

    /** Of all its users. */
    static final String PASSWORD = "Nobody else knows this.";

    /** How many listen to events at most: as few as a test can bring together, and more than all others. */
    static final int MOST_LISTENERS = 150;

    private final Process process;
    private final TokenIssuer issuer;
    private final CompletableFuture<URI> ready = new CompletableFuture<>();

    private StartedServer(Process process, TokenIssuer issuer) {
        this.process = process;
        this.issuer = issuer;
    }

    /**
     * Starts it, with a user for each role who is called like it, and one without, and with an issuer of tokens; waits until
     * it answers.
     */
    static StartedServer start() throws Exception {
        Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "data");
        String hash = hash();
        List<String> users = List.of(
                "administrator:administrator:" + hash,
                "operator:operator:" + hash,
                "viewer:viewer:" + hash,
                "plain::" + hash);
        TokenIssuer issuer = new TokenIssuer();
        List<String> arguments = new ArrayList<>(issuer.options());
        arguments.addAll(List.of(
                "-Ddibs.file.read-timeout=PT10M",
                "-Ddibs.events.max-listeners=" + MOST_LISTENERS,
                "-Ddibs.security.users=" + String.join(",", users),
                "-jar",
                System.getProperty("dibs.micro.jar"),
                "--stop-with-parent",
                "--dibs-data",
                data.toString(),
                "--port",
                Integer.toString(freePort()),
                "--autobindhttp"));
        StartedServer server = new StartedServer(java(arguments), issuer);
        Thread reader = new Thread(server::read, "server-output");
        reader.setDaemon(true);
        reader.start();
        server.baseUri();
        return server;
    }

    private static String hash() throws IOException {
        Process process = java(List.of("-jar", System.getProperty("dibs.micro.jar"), "--hash-password"));
        try (Writer input = process.outputWriter(StandardCharsets.UTF_8)) {
            input.write(PASSWORD + "\n");
        }
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private static Process java(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m"));
        command.addAll(List.of(System.getProperty("test.server.jvm.args", "").split(" ")));
        command.removeIf(String::isEmpty);
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Where it answers, such as {@code http://127.0.0.1:8080/dibs/}. */
    URI baseUri() throws Exception {
        return ready.get(3, TimeUnit.MINUTES);
    }

    /** A token of a kind, as {@link Server#bearer} names them. */
    String token(String kind) {
        return issuer.token(kind);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (BufferedReader output =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                BufferedWriter log = Files.newBufferedWriter(LOG)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                log.write(line);
                log.newLine();
                log.flush();
                if (line.startsWith(READY)) {
                    ready.complete(URI.create(line.substring(READY.length())));
                }
            }
            ready.completeExceptionally(new AssertionError("The server ended before it was ready; see " + LOG));
        } catch (IOException e) {
            ready.completeExceptionally(new UncheckedIOException(e));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
