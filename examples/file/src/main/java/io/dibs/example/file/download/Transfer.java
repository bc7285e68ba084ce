package io.dibs.example.file.download;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;

import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;

/** One attempt at one download. */
final class Transfer implements Closeable {
    private final Wanted wanted;
    private final int attempt;
    private final Path file;
    private final Duration readTimeout;
    private final HttpGet request;
    private volatile HashingFile body;
    private volatile boolean closed;
    private String digest;
    private DownloadException failure;

    /** @param readTimeout how long the client waits for the next part, to say so when it does not come */
    Transfer(Wanted wanted, int attempt, Path file, Duration readTimeout) {
        this.wanted = wanted;
        this.attempt = attempt;
        this.file = file;
        this.readTimeout = readTimeout;
        request = new HttpGet(wanted.uri());
    }

    /** Does it, on the calling thread; what comes of it is told by {@link #digest}. */
    void run(HttpClient client) {
        try {
            digest = client.execute(request, this::receive);
        } catch (DownloadException e) {
            failure = e;
        } catch (IOException | RuntimeException e) {
            failure = DownloadException.passing(wanted.uri(), problem(e), e);
        }
    }

    private String receive(ClassicHttpResponse response) throws IOException {
        try {
            return accept(response);
        } catch (IOException | RuntimeException e) {
            request.cancel(); // Otherwise the client reads the rest of the answer, which may be without an end.
            throw e;
        }
    }

    private String accept(ClassicHttpResponse response) throws IOException {
        int status = response.getCode();
        if (status != 200) {
            String problem = "the server answered " + status + ".";
            boolean passing = status == 429 || status >= 500;
            throw passing
                    ? DownloadException.passing(wanted.uri(), problem, null)
                    : DownloadException.lasting(wanted.uri(), problem);
        }
        HttpEntity entity = response.getEntity();
        if (entity.getContentLength() > wanted.size()) {
            throw HashingFile.tooLarge(wanted);
        }
        body = new HashingFile(wanted, file);
        if (closed) {
            body.close();
        }
        return body.receive(entity.getContent());
    }

    private String problem(Exception e) {
        if (e instanceof SocketTimeoutException && !(e instanceof ConnectTimeoutException)) {
            return "nothing came for " + readTimeout.toMillis() + " ms.";
        }
        return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : " (" + e.getMessage() + ")") + ".";
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

    /** The digest of the file, once the transfer is over. */
    String digest() throws DownloadException {
        if (failure != null) {
            throw failure;
        }
        return digest;
    }

    /** Ends it, wherever it is, and removes its file. */
    @Override
    public void close() throws IOException {
        closed = true;
        request.cancel();
        HashingFile receiving = body;
        if (receiving != null) {
            receiving.close();
        }
    }
}
