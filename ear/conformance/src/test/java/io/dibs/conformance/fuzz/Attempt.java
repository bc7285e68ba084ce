package io.dibs.conformance.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One request, byte for byte: texts are written as Latin 1, so that they can have any bytes.
 *
 * @param what what is wrong with it
 * @param method the method
 * @param target what stands after the method
 * @param headers lines, without their ends
 * @param body what follows the head
 * @param byServer whether the server may answer before Dibs has seen it, then without saying why
 */
record Attempt(String what, String method, String target, List<String> headers, byte[] body, boolean byServer) {
    private static final byte[] NOTHING = {};
    private static final int MAX_HEAD = 8192;

    static Attempt of(String what, String method, String target) {
        return new Attempt(what, method, target, List.of(), NOTHING, false);
    }

    Attempt header(String line) {
        List<String> more = new ArrayList<>(headers);
        more.add(line);
        return new Attempt(what, method, target, List.copyOf(more), body, byServer);
    }

    Attempt json(byte[] bytes) {
        return header("Content-Type: application/json").sized(bytes);
    }

    Attempt json(String text) {
        return json(text.getBytes(StandardCharsets.UTF_8));
    }

    /** With a body that tells its length. */
    Attempt sized(byte[] bytes) {
        return header("Content-Length: " + bytes.length).raw(bytes);
    }

    /** With a JSON body that does not tell its length, in chunks. */
    Attempt chunked(byte[] bytes, int size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int from = 0; from < bytes.length; from += size) {
            int length = Math.min(size, bytes.length - from);
            out.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.write(bytes, from, length);
            out.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        out.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        return header("Content-Type: application/json")
                .header("Transfer-Encoding: chunked")
                .raw(out.toByteArray());
    }

    Attempt raw(byte[] bytes) {
        return new Attempt(what, method, target, headers, bytes, byServer);
    }

    /** One that the server itself may refuse. */
    Attempt perhapsByServer() {
        return new Attempt(what, method, target, headers, body, true);
    }

    boolean changes() {
        return !List.of("GET", "HEAD", "OPTIONS", "TRACE")
                .contains(method.strip().toUpperCase(Locale.ROOT));
    }

    /** Whether its head has more bytes than the server takes. */
    boolean hasLargeHead() {
        return head().length() > MAX_HEAD;
    }

    /** Whether it has a body with a method for which the server allows none. */
    boolean hasBodyOfItsOwn() {
        return body.length > 0 && List.of("GET", "HEAD", "DELETE").contains(method);
    }

    /** Whether it is no HTTP because of a blank in its target. */
    boolean hasBlankTarget() {
        return target.chars().anyMatch(letter -> letter <= ' ');
    }

    /** Whether its path climbs with dots, or has another host, so that the server may take it for somebody else's. */
    boolean leaves(String base) {
        String path = target.replaceAll("[?#].*", "").replaceAll("(?i)%2e", ".").replaceAll("(?i)%2f", "/");
        return !path.startsWith(base + "/") || path.contains("/..");
    }

    /** Whether a line of its head has bytes that are not UTF-8, which the server refuses. */
    boolean hasOddHeaders() {
        return headers.stream().anyMatch(line -> line.chars().anyMatch(letter -> letter > '~'));
    }

    boolean has(String header) {
        return headers.stream().anyMatch(line -> line.regionMatches(true, 0, header + ":", 0, header.length() + 1));
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head().getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(body);
        return out.toByteArray();
    }

    private String head() {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        headers.forEach(line -> head.append(line).append("\r\n"));
        return head.append("\r\n").toString();
    }

    /** The request as a person can read it, cut where it is long. */
    @Override
    public String toString() {
        String body = new String(this.body, 0, Math.min(this.body.length, 200), StandardCharsets.ISO_8859_1);
        String text = (head() + body).replace("\r", "\\r").replace("\n", "\\n");
        return what + ": " + (text.length() > 600 ? text.substring(0, 600) + "…" : text);
    }
}
