package io.dibs.it;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * {@code java -jar dibs-micro.jar} as a process of its own, on a free port. It ends on {@link #close()}, and with this
 * JVM whatever happens. What it prints is in {@code target/micro-PID.log}.
 */
public final class MicroProcess implements AutoCloseable {
    private static final String READY = "Dibs is ready: ";

    private final Process process;
    private final Path log;
    private final Thread reader = new Thread(this::read, "micro-output");
    private final CompletableFuture<URI> ready = new CompletableFuture<>();

    private MicroProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts Dibs with the users of the tests, system properties of the JVM and options of the launcher; does not wait. */
    public static MicroProcess start(Path data, Map<String, String> properties, String... options) throws IOException {
        Map<String, String> all = new HashMap<>(properties);
        all.putIfAbsent(TestUsers.SETTING, TestUsers.all());
        return launch(all, options(data, options));
    }

    /** Starts Dibs as people do who have said nothing of users; does not wait. */
    static MicroProcess startAsShipped(Path data, String... options) throws IOException {
        return launch(Map.of(), options(data, options));
    }

    private static List<String> options(Path data, String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "--stop-with-parent",
                "--dibs-data",
                data.toString(),
                "--port",
                Integer.toString(FreePorts.one()),
                "--autobindhttp"));
        options.addAll(List.of(more));
        return options;
    }

    /** Starts the jar with these options and no others; does not wait. */
    static MicroProcess launch(Map<String, String> properties, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m"));
        command.addAll(ServerJvm.arguments());
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", System.getProperty("dibs.micro.jar")));
        command.addAll(options);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Path log = Path.of("target", "micro-" + process.pid() + ".log");
        MicroProcess micro = new MicroProcess(process, log);
        micro.reader.setDaemon(true);
        micro.reader.start();
        return micro;
    }

    /** Where Dibs answers, such as {@code http://127.0.0.1:8080/dibs/}; waits until it does. */
    public URI baseUri() throws Exception {
        return ready.get(3, TimeUnit.MINUTES);
    }

    public Process process() {
        return process;
    }

    /** Everything printed so far; after the end of the process, everything. */
    public String output() throws IOException {
        return Files.exists(log) ? Files.readString(log) : "";
    }

    /** Sends SIGTERM, and gives the exit status. */
    public int stop() throws InterruptedException {
        terminate();
        return awaitEnd();
    }

    /** Sends SIGTERM. {@link Process#destroy} would do so too, and then read no more of what the process prints. */
    private void terminate() {
        process.toHandle().destroy();
    }

    /** Sends SIGKILL, and waits for the end. */
    public void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        awaitEnd();
    }

    /** Gives the exit status of a process that is to end by itself. */
    public int awaitEnd() throws InterruptedException {
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("Dibs did not end within three minutes; see " + log);
        }
        reader.join();
        return process.exitValue();
    }

    @Override
    public void close() {
        terminate();
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
                BufferedWriter copy = Files.newBufferedWriter(log)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                copy.write(line);
                copy.newLine();
                copy.flush();
                if (line.startsWith(READY)) {
                    ready.complete(URI.create(line.substring(READY.length())));
                }
            }
            ready.completeExceptionally(new AssertionError("Dibs ended before it was ready; see " + log));
        } catch (IOException e) {
            ready.completeExceptionally(new UncheckedIOException(e));
        }
    }
}
