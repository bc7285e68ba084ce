package io.dibs.conformance.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * HTTP without a client that would mend or refuse what is sent: each request has a connection of its own, and says that
 * it is the last.
 */
final class Wire {
    /** After which a server that has not answered hangs. */
    private static final int PATIENCE_MILLIS = Integer.getInteger("fuzz.patience", 60_000);

    private static final Pattern LENGTH = Pattern.compile("content-length: (\\d{1,9})");

    private final InetSocketAddress server;

    Wire(URI server) {
        this.server = new InetSocketAddress(server.getHost(), server.getPort());
    }

    /**
     * What came back.
     *
     * @param status the status; 0 if the connection was closed without an answer
     * @param headers lines
     * @param body as text
     */
    record Reply(int status, List<String> headers, String body) {
        Optional<String> header(String name) {
            return headers.stream()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }

        boolean hangs() {
            return status < 0;
        }
    }

    Reply send(Attempt attempt) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server, PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                socket.getOutputStream().write(attempt.bytes());
                if (attempt.what().equals("protocol")) {
                    // The rest of what it promises will not come.
                    socket.shutdownOutput();
                }
            } catch (SocketException e) {
                // It has answered already and reads no further.
            }
            return read(socket.getInputStream(), attempt.method().equals("HEAD"));
        } catch (SocketTimeoutException e) {
            return new Reply(-1, List.of(), "");
        }
    }

    private static Reply read(InputStream in, boolean withoutBody) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes.write(buffer, 0, read);
                if (isWhole(bytes.toString(StandardCharsets.ISO_8859_1), withoutBody)) {
                    break;
                }
            }
        } catch (SocketException e) {
            // Closed with something of ours unread; what came before counts.
        }
        return parse(bytes.toString(StandardCharsets.UTF_8));
    }

    /** Whether all of an answer is there; of events, which have no end, the first is enough. */
    private static boolean isWhole(String text, boolean withoutBody) {
        String head = head(text).toLowerCase(Locale.ROOT);
        if (head.isEmpty()) {
            return false;
        }
        Matcher length = LENGTH.matcher(head);
        return withoutBody
                || head.contains("content-type: text/event-stream")
                || length.find() && text.length() >= head.length() + 4 + Integer.parseInt(length.group(1))
                || head.contains("transfer-encoding: chunked") && text.endsWith("0\r\n\r\n");
    }

    private static String head(String text) {
        int end = text.indexOf("\r\n\r\n");
        return end < 0 ? "" : text.substring(0, end);
    }

    private static Reply parse(String text) throws IOException {
        String head = head(text);
        if (head.isEmpty()) {
            return new Reply(0, List.of(), text);
        }
        List<String> lines = Stream.of(head.split("\r\n")).toList();
        String body = text.substring(head.length() + 4);
        boolean chunked = head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked");
        return new Reply(
                Integer.parseInt(lines.get(0).split(" ")[1]),
                lines.subList(1, lines.size()),
                chunked ? unchunked(body) : body);
    }

    private static String unchunked(String body) {
        StringBuilder text = new StringBuilder();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        int at = 0;
        while (at < bytes.length) {
            int end = at;
            while (end < bytes.length && bytes[end] != '\r') {
                end++;
            }
            int size = Integer.parseInt(new String(bytes, at, end - at, StandardCharsets.ISO_8859_1).strip(), 16);
            int from = Math.min(end + 2, bytes.length);
            int length = Math.min(size, bytes.length - from);
            text.append(new String(bytes, from, length, StandardCharsets.UTF_8));
            at = size == 0 ? bytes.length : from + size + 2;
        }
        return text.toString();
    }
}
