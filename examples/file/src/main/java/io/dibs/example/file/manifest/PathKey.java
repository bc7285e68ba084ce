package io.dibs.example.file.manifest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The key under which a path is kept: the first 128 bits of its SHA-256, as 32 hexadecimal digits. A path may be too long
 * for a database's index, and databases order text by rules of their own; the key is short, and the same order everywhere.
 */
public final class PathKey {
    private static final int BYTES = 16;

    private PathKey() {}

    /** The key of a path. */
    public static String of(String path) {
        MessageDigest sha256 = Sha256.digest();
        return HexFormat.of().formatHex(sha256.digest(path.getBytes(StandardCharsets.UTF_8)), 0, BYTES);
    }
}
