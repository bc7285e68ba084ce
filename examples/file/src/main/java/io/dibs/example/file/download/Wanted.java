package io.dibs.example.file.download;

import java.net.URI;

/**
 * A file to download.
 *
 * @param uri where it is
 * @param digest the SHA-256 that it must have, or null if nobody knows
 * @param size how many bytes it must have; where the digest is null, how many it may have at most
 */
public record Wanted(URI uri, String digest, long size) {
    /** A file of which nothing is known but how large it may be. */
    public static Wanted upTo(URI uri, long size) {
        return new Wanted(uri, null, size);
    }

    boolean isPromised() {
        return digest != null;
    }
}
