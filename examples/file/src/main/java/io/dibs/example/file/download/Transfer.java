package io.dibs.example.file.download;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** One attempt at one download. */
final class Transfer implements Closeable {
    private final Wanted wanted;
    private final int attempt;
    private final Path file;
    private volatile HashingFile body;
    private volatile boolean closed;
    private volatile long lastSign = System.nanoTime();
    private CompletableFuture<HttpResponse<String>> response;

    Transfer(Wanted wanted, int attempt, Path file) {
        this.wanted = wanted;
        this.attempt = attempt;
        this.file = file;
    }

    /** Begins; {@code end} is told, on another thread, when it is over. */
    void start(HttpClient client, Consumer<Transfer> end) {
        HttpRequest request = HttpRequest.newBuilder(wanted.uri())
                .header("User-Agent", "dibs-file")
                .build();
        response = client.sendAsync(request, this::receive);
        response.whenComplete((answer, failure) -> end.accept(this));
    }

    private BodySubscriber<String> receive(ResponseInfo info) {
        lastSign = System.nanoTime();
        int status = info.statusCode();
        if (status != 200) {
            String problem = "the server answered " + status + ".";
            boolean passing = status == 429 || status >= 500;
            return new NoBody(
                    passing
                            ? DownloadException.passing(wanted.uri(), problem, null)
                            : DownloadException.lasting(wanted.uri(), problem));
        }
        if (info.headers().firstValueAsLong("Content-Length").orElse(0) > wanted.size()) {
            return new NoBody(HashingFile.tooLarge(wanted));
        }
        try {
            body = new HashingFile(wanted, file, () -> lastSign = System.nanoTime());
            if (closed) {
                body.close();
            }
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Wanted wanted() {
        return wanted;
    }

    int attempt() {
        return attempt;
    }

    Path file() {
        return file;
    }

    boolean isSilentFor(Duration timeout) {
        return System.nanoTime() - lastSign > timeout.toNanos();
    }

    /** The digest of the file, once the transfer is over. */
    String digest() throws DownloadException {
        try {
            return response.join().body();
        } catch (CompletionException e) {
            throw failure(e.getCause());
        }
    }

    private DownloadException failure(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof DownloadException known) {
                return known;
            }
        }
        String message = cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
        return DownloadException.passing(wanted.uri(), cause.getClass().getSimpleName() + message + ".", cause);
    }

    /** Ends it, wherever it is, and removes its file. */
    @Override
    public void close() throws IOException {
        closed = true;
        response.cancel(true);
        HashingFile receiving = body;
        if (receiving != null) {
            receiving.close();
        }
    }
}
