package io.dibs.fault;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Cuts a stream of Redis' protocol, version 2, into messages: commands or replies. */
final class Resp {
    private Resp() {}

    /**
     * Reads one whole message.
     *
     * @throws EOFException if the stream ends, also in the midst of a message
     */
    static byte[] read(InputStream in) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        copy(in, message);
        return message.toByteArray();
    }

    private static void copy(InputStream in, ByteArrayOutputStream message) throws IOException {
        String line = line(in, message);
        switch (line.charAt(0)) {
            case '*' -> {
                for (int i = Integer.parseInt(line.substring(1)); i > 0; i--) {
                    copy(in, message);
                }
            }
            case '$' -> {
                int length = Integer.parseInt(line.substring(1));
                if (length >= 0) {
                    byte[] bytes = in.readNBytes(length + 2);
                    if (bytes.length < length + 2) {
                        throw new EOFException();
                    }
                    message.write(bytes);
                }
            }
            case '+', '-', ':' -> {
                // The line is all.
            }
            default -> throw new IOException("This is not Redis' protocol, version 2: " + line);
        }
    }

    private static String line(InputStream in, ByteArrayOutputStream message) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int last = 0;
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            line.write(next);
            if (last == '\r' && next == '\n') {
                line.writeTo(message);
                return line.toString(StandardCharsets.US_ASCII).strip();
            }
            last = next;
        }
    }

    static boolean contains(byte[] message, byte[] part) {
        for (int i = 0; i <= message.length - part.length; i++) {
            int matching = 0;
            while (matching < part.length && message[i + matching] == part[matching]) {
                matching++;
            }
            if (matching == part.length) {
                return true;
            }
        }
        return false;
    }
}
