package io.dibs.seal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/** SecretKeys for tests: each id always has the same one. */
public final class SecretKeys {
    private SecretKeys() {}

    public static KeyRing of(String... ids) {
        return KeyRing.parse(text(ids));
    }

    /** Keys that open, and none that seals. */
    public static KeyRing none(String... ids) {
        return KeyRing.parse("none," + text(ids));
    }

    static String text(String... ids) {
        return Arrays.stream(ids).map(SecretKeys::entry).collect(Collectors.joining(","));
    }

    private static String entry(String id) {
        byte[] key = Arrays.copyOf(id.getBytes(StandardCharsets.UTF_8), 32);
        return id + ':' + Base64.getEncoder().encodeToString(key);
    }
}
