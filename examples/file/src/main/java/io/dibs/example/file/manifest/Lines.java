package io.dibs.example.file.manifest;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads lines of UTF-8, none longer than a limit: somebody else wrote them, and a line without an end is no reason to run out of memory. */
final class Lines implements Closeable {
    static final int MAX_BYTES = 16 * 1024;

    private final InputStream in;
    private final byte[] line = new byte[MAX_BYTES];
    private long number;

    Lines(InputStream in) {
        this.in = new BufferedInputStream(in, 64 * 1024);
    }

    /** The number of the line read last, from 1. */
    long number() {
        return number;
    }

    /** The next line without its end, or null after the last one. */
    String next() throws IOException, ManifestException {
        int length = 0;
        int b = in.read();
        if (b < 0) {
            return null;
        }
        number++;
        for (; b >= 0 && b != '\n'; b = in.read()) {
            if (length == MAX_BYTES) {
                throw new ManifestException(number, "it is longer than " + MAX_BYTES + " bytes.");
            }
            line[length++] = (byte) b;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ManifestException(number, "it is not UTF-8.");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
