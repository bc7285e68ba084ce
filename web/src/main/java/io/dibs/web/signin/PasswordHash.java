package io.dibs.web.signin;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What a password has to match: PBKDF2 with HMAC-SHA-256, written {@code pbkdf2-sha256/iterations/salt/hash} with the last
 * two in base64url, so that it needs no quotes in any file or shell.
 */
record PasswordHash(int iterations, byte[] salt, byte[] hash) {
    private static final int BYTES = 32;

    /**
     * Reads one.
     *
     * @param text what the settings have checked already
     */
    static PasswordHash parse(String text) {
        String[] parts = text.split("/");
        Base64.Decoder decoder = Base64.getUrlDecoder();
        return new PasswordHash(Integer.parseInt(parts[1]), decoder.decode(parts[2]), decoder.decode(parts[3]));
    }

    /** One that no password matches, and that takes as long to find out. */
    static PasswordHash ofNobody(int iterations) {
        byte[] random = new byte[16 + BYTES];
        new SecureRandom().nextBytes(random);
        return new PasswordHash(iterations, Arrays.copyOf(random, 16), Arrays.copyOfRange(random, 16, random.length));
    }

    /** Takes some tenths of a second, on purpose, and the same time whatever the answer is. */
    boolean matches(char[] password) {
        PBEKeySpec key = new PBEKeySpec(password, salt, iterations, BYTES * Byte.SIZE);
        try {
            byte[] actual = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(key)
                    .getEncoded();
            return MessageDigest.isEqual(hash, actual);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM has no PBKDF2WithHmacSHA256, which every JVM must have.", e);
        } finally {
            key.clearPassword();
        }
    }
}
