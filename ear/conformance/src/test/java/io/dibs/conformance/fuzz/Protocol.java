package io.dibs.conformance.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Requests that are no HTTP, or that two servers in a row could read in two ways. */
final class Protocol {
    private static final String HIDDEN = "DELETE /dibs/api/v1/file/repositories/hidden HTTP/1.1\r\nHost: a\r\n\r\n";

    private Protocol() {}

    static Attempt attempt(String method, String target, Dice dice) {
        Attempt plain = Attempt.of("protocol", method, target);
        Attempt closing = plain.header("Host: a").header("Connection: close");
        Attempt json = closing.header("Content-Type: application/json");
        return switch (dice.below(16)) {
            case 0 -> plain.header("Connection: close");
            case 1 -> closing.header("Host: b");
            case 2 ->
                json.header("Content-Length: 5").header("Content-Length: 6").raw(bytes("{\"a\":"));
            case 3 ->
                json.header("Content-Length: "
                                + dice.oneOf("abc", "-1", "1 2", "+5", "0x5", "99999999999999999999", ""))
                        .raw(bytes("{\"a\":"));
            case 4 ->
                json.header("Content-Length: 4")
                        .header("Transfer-Encoding: chunked")
                        .raw(bytes("0\r\n\r\n" + HIDDEN));
            case 5 ->
                json.header("Transfer-Encoding: "
                                + dice.oneOf("xchunked", "identity", "chunked, gzip", " chunked", "\u000bchunked"))
                        .raw(bytes("0\r\n\r\n"));
            case 6 ->
                json.header("Transfer-Encoding: chunked")
                        .raw(bytes(dice.oneOf(
                                "zz\r\n",
                                "ffffffffffffffffff\r\n",
                                "-1\r\n",
                                "5\r\n",
                                "1;" + "a".repeat(9000) + "\r\n",
                                "\r\n",
                                "0\r\nX: y")));
            case 7 -> json.header("Content-Length: 0").raw(bytes(HIDDEN));
            case 8 ->
                new Attempt("protocol", method, target + " HTTP/9.9\r\nX: ", closing.headers(), closing.body(), true);
            case 9 ->
                new Attempt(
                        "protocol",
                        dice.oneOf("", " ", "GE\u0000T", "G\u00e9T", "GET\t"),
                        target,
                        closing.headers(),
                        closing.body(),
                        true);
            case 10 ->
                new Attempt(
                        "protocol",
                        method,
                        dice.oneOf(
                                "*",
                                "http://evil.example" + target,
                                "//evil.example" + target,
                                "evil.example:80",
                                "",
                                target + " x",
                                target + "\u0000",
                                target + "\u00ff",
                                target + "#x"),
                        closing.headers(),
                        closing.body(),
                        true);
            case 11 -> closing.header("X: " + "a".repeat(dice.oneOf(8000, 20_000, 100_000)));
            case 12 -> many(closing, dice.oneOf(50, 200, 2000));
            case 13 -> closing.header("X: a\u0000b").header("Y\r: c").header("\u00e9: d");
            case 14 ->
                closing.header("Host: " + dice.oneOf("", "a b", "a:99999", "[::1", "\u00e9", "evil.example/path?x"));
            default ->
                new Attempt(
                        "protocol",
                        new String(dice.bytes(1 + dice.below(300)), StandardCharsets.ISO_8859_1).replace(' ', '_')
                                + "\r\n\r\n",
                        target,
                        closing.headers(),
                        closing.body(),
                        true);
        };
    }

    private static Attempt many(Attempt attempt, int count) {
        List<String> lines = new ArrayList<>(attempt.headers());
        for (int i = 0; i < count; i++) {
            lines.add("X-" + i + ": a");
        }
        return new Attempt(attempt.what(), attempt.method(), attempt.target(), lines, attempt.body(), true);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
