package io.dibs.it.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.dibs.it.MicroProcess;

/** A process of the product with the benchmark's application. */
final class BenchServer implements AutoCloseable {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final MicroProcess process;

    private BenchServer(MicroProcess process) {
        this.process = process;
    }

    /** Starts it, in the default configuration but for these; does not wait. */
    static BenchServer start(Path folder, Path ear, URI redis, int slots) throws Exception {
        return new BenchServer(MicroProcess.start(
                folder.resolve("data-" + slots),
                Map.of(
                        "dibs.redis.url", redis.toString(),
                        "dibs.worker.count", Integer.toString(slots)),
                "--deploy",
                ear.toString()));
    }

    /** Has its servlet do something; see {@code BenchServlet}. */
    String ask(String what, int count, String... parameters) throws Exception {
        String query = "bench?do=" + what + "&count=" + count + (parameters.length == 0 ? "" : "&")
                + String.join("&", parameters);
        HttpRequest request = HttpRequest.newBuilder(process.baseUri().resolve(query))
                .timeout(LONGEST)
                .build();
        HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(query + " answers " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    double seconds(String what, int count, String... parameters) throws Exception {
        return Double.parseDouble(ask(what, count, parameters));
    }

    long pid() {
        return process.process().pid();
    }

    void awaitReady() throws Exception {
        process.baseUri();
    }

    /** Stops it where it is, so that it takes nothing while others dispatch; for less than its lease lasts. */
    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        if (new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                        .inheritIO()
                        .start()
                        .waitFor()
                != 0) {
            throw new IllegalStateException("The process " + pid() + " gets no signals.");
        }
    }

    /** Has it drain and end. */
    @Override
    public void close() {
        process.process().destroy();
        try {
            resume(); // A process that stands still ends only then.
        } catch (IOException | InterruptedException e) {
            process.process().destroyForcibly();
        }
        process.close();
    }
}
