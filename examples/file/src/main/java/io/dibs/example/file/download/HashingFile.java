package io.dibs.example.file.download;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

import io.dibs.example.file.manifest.Sha256;

/**
 * Writes what arrives to a file and hashes it on the way, buffer by buffer, so that memory does not grow with the file. It
 * stops at the first byte that was not promised.
 */
final class HashingFile implements Closeable {
    private static final int BUFFER = 64 * 1024;

    private final Wanted wanted;
    private final Path file;
    private final FileChannel channel;
    private final MessageDigest sha256 = Sha256.digest();
    private long size;

    /** Creates the file. */
    HashingFile(Wanted wanted, Path file) throws IOException {
        this.wanted = wanted;
        this.file = file;
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Takes all of it; returns its digest if it is what was promised. */
    String receive(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            size += count;
            if (size > wanted.size()) {
                throw tooLarge(wanted);
            }
            sha256.update(buffer, 0, count);
            ByteBuffer part = ByteBuffer.wrap(buffer, 0, count);
            while (part.hasRemaining()) {
                channel.write(part);
            }
        }
        channel.close();
        return verified();
    }

    private String verified() throws DownloadException {
        String hex = HexFormat.of().formatHex(sha256.digest());
        if (wanted.isPromised()) {
            URI uri = wanted.uri();
            if (size != wanted.size()) {
                throw DownloadException.lasting(uri, size + " bytes came, but " + wanted.size() + " were promised.");
            }
            if (!hex.equals(wanted.digest())) {
                throw DownloadException.lasting(
                        uri, "its SHA-256 is " + hex + ", but " + wanted.digest() + " was promised.");
            }
        }
        return hex;
    }

    static DownloadException tooLarge(Wanted wanted) {
        return DownloadException.lasting(
                wanted.uri(),
                wanted.isPromised()
                        ? "more bytes came than the " + wanted.size() + " that were promised."
                        : "it is larger than the " + wanted.size() + " bytes that are allowed.");
    }

    /** Removes the file, unless it was moved away; a write that is going on fails. */
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }
}
