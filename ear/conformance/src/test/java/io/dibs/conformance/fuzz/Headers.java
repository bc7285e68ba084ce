package io.dibs.conformance.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Headers that are needed, and headers that nobody should send. */
final class Headers {
    private static final String[] STRANGE = {
        "Accept: ",
        "Accept: ;;;",
        "Accept: text/html",
        "Accept: application/json;q=x",
        "Accept: */*;q=0, application/json;q=1.5",
        "Accept: application/xml, image/*",
        "Accept: application/problem+json",
        "Accept: text/event-stream",
        "Accept-Charset: nonsense",
        "Accept-Encoding: gzip;q=x, \u00ff",
        "Accept-Language: x-\u00e9;;q",
        "If-None-Match: \"",
        "If-None-Match: *",
        "If-None-Match: W/",
        "If-None-Match: \"a\", \"b\", c, ,,",
        "If-Match: \"no such\"",
        "If-Match: ,",
        "If-Modified-Since: yesterday",
        "If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT",
        "If-Range: \"",
        "Range: bytes=0-0,-1,5-2",
        "Range: lines=1",
        "Prefer: wait=-1",
        "Prefer: wait=x",
        "Prefer: wait=99999999999999999999",
        "Prefer: wait",
        "Prefer: ;;=,\"",
        "Prefer: respond-async, wait=0",
        "Last-Event-ID: 0-0-0",
        "Last-Event-ID: \u0001",
        "Last-Event-ID: 99999999999999999999-1",
        "Correlation-ID: ",
        "Correlation-ID: a b\tc",
        "Correlation-ID: \u001b[2J",
        "Correlation-ID: ${jndi:ldap://127.0.0.1/a}",
        "traceparent: 00-00000000000000000000000000000000-0000000000000000-00",
        "traceparent: ff-\u00e9",
        "tracestate: =,=,",
        "X-HTTP-Method-Override: DELETE",
        "X-HTTP-Method: PATCH",
        "X-Method-Override: POST",
        "X-Forwarded-Host: evil.example",
        "X-Forwarded-Proto: javascript",
        "X-Forwarded-For: 127.0.0.1, \u0000",
        "Forwarded: host=\"evil.example\";proto=\"",
        "X-Original-URL: /dibs/api/v1/audit",
        "X-Rewrite-URL: /dibs/api/v1/audit",
        "Origin: https://evil.example",
        "Sec-Fetch-Site: cross-site",
        "Referer: javascript:alert(1)",
        "Cookie: JSESSIONID=../../x; $Version=1; a=\"",
        "Cookie: =; ;;;\u00ff",
        "Content-Type: application/json; charset=nonsense",
        "Content-Type: ;",
        "Content-Encoding: gzip",
        "Expect: nonsense",
        "TE: trailers, x",
        "Max-Forwards: -1",
        "Via: 1.1 \u00e9",
        "X-Nothing: \u00e9\u00ff",
        "No-Colon-Name : x",
        ": no name",
        "X-Folded: a\r\n b",
    };

    private static final String[] TYPES = {
        "text/plain",
        "text/json",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=a",
        "application/octet-stream",
        "application/jsonp",
        "application/x-java-serialized-object",
        "*/*",
        "application",
        "/",
        ";",
        "nonsense",
        "json",
        "application/json/x",
    };

    private final Optional<String> authorization;

    Headers(Optional<String> authorization) {
        this.authorization = authorization;
    }

    /** With all that a request needs, where it has none of its own. */
    Attempt complete(Attempt attempt, Dice dice) {
        Attempt complete = attempt.has("Host") ? attempt : attempt.header("Host: 127.0.0.1");
        if (authorization.isPresent() && !attempt.what().equals("credentials")) {
            complete = complete.header("Authorization: " + authorization.get());
        }
        if (attempt.changes() && attempt.body().length == 0 && !attempt.has("Content-Length")) {
            complete = complete.header("Content-Length: 0");
        }
        return complete.header("Connection: close");
    }

    /** With one to three headers that are strange. */
    Attempt strange(Attempt attempt, Dice dice) {
        Attempt strange = attempt;
        for (int i = dice.below(3); i >= 0; i--) {
            strange = strange.header(
                    dice.oneIn(30) ? "X-Long: " + "a".repeat(dice.oneOf(2000, 9000, 70_000)) : dice.oneOf(STRANGE));
        }
        return strange.perhapsByServer();
    }

    /** With a body of a type that is none of JSON, or of no type. */
    Attempt type(Attempt attempt, byte[] body, Dice dice) {
        return (dice.oneIn(6) ? attempt : attempt.header("Content-Type: " + dice.oneOf(TYPES))).sized(body);
    }

    /** From nobody, or from somebody else; nothing if the server asks nobody who he is. */
    Optional<Attempt> stranger(Attempt attempt, Dice dice) {
        if (authorization.isEmpty()) {
            return Optional.empty();
        }
        String name = Base64.getEncoder()
                .encodeToString((Hostile.text(dice) + ":" + Hostile.text(dice)).getBytes(StandardCharsets.UTF_8));
        String header = dice.oneOf(
                "",
                "Basic",
                "Basic " + name,
                "Basic YWRtaW46",
                "Basic !!!",
                "basic Og==",
                "Bearer",
                "Bearer a.b.c",
                "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiIsImdyb3VwcyI6WyJhZG1pbmlzdHJhdG9yIl19.",
                "Digest username=\"admin\"",
                "Negotiate " + name,
                "\u00e9");
        return Optional.of(header.isEmpty() ? attempt : attempt.header("Authorization: " + header));
    }
}
