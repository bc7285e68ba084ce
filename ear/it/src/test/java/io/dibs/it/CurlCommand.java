package io.dibs.it;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a curl command of the documentation asks for, for those who have no curl: credentials, header, data and URL. */
final class CurlCommand {
    private CurlCommand() {}

    static HttpRequest request(List<String> arguments, UnaryOperator<String> here) {
        HttpRequest.Builder request = HttpRequest.newBuilder().timeout(Duration.ofSeconds(30));
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            switch (argument) {
                case "-u" -> {
                    String[] credentials = here.apply(rest.next()).split(":", 2);
                    request.header("Authorization", TestUsers.basic(credentials[0], credentials[1]));
                }
                case "-H" -> {
                    String[] header = rest.next().split(": ", 2);
                    request.header(header[0], header[1]);
                }
                case "-d" -> request.POST(HttpRequest.BodyPublishers.ofString(rest.next()));
                default -> request.uri(URI.create(here.apply(argument)));
            }
        }
        return request.build();
    }
}
