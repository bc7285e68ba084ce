package io.dibs.launcher;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Makes of passwords what {@code dibs.security.users} wants: {@code pbkdf2-sha256/iterations/salt/hash}. */
final class PasswordHash {
    /** What OWASP recommends for PBKDF2 with HMAC-SHA-256. */
    private static final int ITERATIONS = 600_000;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private PasswordHash() {}

    static String of(char[] password) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        PBEKeySpec key = new PBEKeySpec(password, salt, ITERATIONS, HASH_BYTES * Byte.SIZE);
        try {
            byte[] hash = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(key)
                    .getEncoded();
            Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
            return "pbkdf2-sha256/" + ITERATIONS + "/" + encoder.encodeToString(salt) + "/"
                    + encoder.encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new LaunchException("This JVM cannot hash passwords (" + e + ").", e);
        } finally {
            key.clearPassword();
        }
    }

    /** Asks for a password, without showing it, or reads the first line of the input where nobody sits at it. */
    static void printOfInput(InputStream in, PrintStream out) throws IOException {
        Console console = System.console();
        String line = console == null
                ? new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine()
                : new String(console.readPassword("Password: "));
        if (line == null || line.isEmpty()) {
            throw new LaunchException("A password needs at least one character.");
        }
        out.println(of(line.toCharArray()));
    }
}
