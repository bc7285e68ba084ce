package io.dibs.example.file.manifest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/** SHA-256, by which files are named, verified and found. */
public final class Sha256 {
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");

    private Sha256() {}

    /** A new, empty digest. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /** Whether a text is a SHA-256 in hexadecimal digits. */
    public static boolean isHex(String text) {
        return HEX.matcher(text).matches();
    }
}
