package io.dibs.web.signin;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks the OpenID provider or issuer, with an end to waiting and to what it may answer. */
final class Fetch {
    private static final int LARGEST = 1 << 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private Fetch() {}

    /** One for each of the few requests: the thread of a lasting one would keep this application from being unloaded. */
    private static HttpClient client() {
        return HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** The text of the answer, which has to be a 200. */
    static String text(HttpRequest request) throws IOException {
        HttpRequest bounded = HttpRequest.newBuilder(request, (name, value) -> true)
                .timeout(TIMEOUT)
                .build();
        try {
            HttpResponse<InputStream> answer = client().send(bounded, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                byte[] bytes = body.readNBytes(LARGEST + 1);
                if (answer.statusCode() != 200 || bytes.length > LARGEST) {
                    throw new IOException(request.uri() + " answers " + answer.statusCode() + " with "
                            + (bytes.length > LARGEST ? "too much." : bytes.length + " bytes."));
                }
                return new String(bytes, StandardCharsets.UTF_8);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while asking " + request.uri() + ".", e);
        }
    }
}
