package io.dibs.seal;

import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Secret keys of 32 bytes by their ids. New texts are sealed with the first, if {@code none} is not said in its place; any of
 * them opens what was sealed with it, so keys can come, change and go while everything runs. Immutable.
 */
public final class KeyRing {
    /** Without any key: nothing is sealed. */
    public static final KeyRing NONE = new KeyRing(Map.of(), Optional.empty());

    /** In place of a first key: nothing new is sealed. */
    private static final String NO_KEY = "none";

    private static final int KEY_BYTES = 32;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,32}");
    private static final Pattern BETWEEN = Pattern.compile("[\\s,]+");

    private final Map<String, byte[]> keys;
    private final Optional<String> first;

    private KeyRing(Map<String, byte[]> keys, Optional<String> first) {
        this.keys = keys;
        this.first = first;
    }

    /**
     * Reads {@code id:base64key}, once or more, separated by commas or white space; {@code none} may come before them.
     *
     * @throws IllegalArgumentException if it is written otherwise; the message is a sentence that has nothing of a key
     */
    public static KeyRing parse(String text) {
        Map<String, byte[]> keys = new LinkedHashMap<>();
        List<String> entries = Arrays.stream(BETWEEN.split(text))
                .filter(entry -> !entry.isEmpty())
                .toList();
        boolean seals = entries.isEmpty() || !entries.get(0).equals(NO_KEY);
        entries = seals ? entries : entries.subList(1, entries.size());
        for (int i = 0; i < entries.size(); i++) {
            String[] parts = entries.get(i).split(":", 2);
            String which = "Key " + (i + 1) + " of " + entries.size();
            if (parts.length < 2 || !ID.matcher(parts[0]).matches()) {
                throw new IllegalArgumentException(
                        which + " has no id of 1 to 32 letters, digits, '.', '_' or '-' and a ':' before it.");
            }
            if (keys.put(parts[0], decode(parts[1], which + " ('" + parts[0] + "')")) != null) {
                throw new IllegalArgumentException("Two keys have the id '" + parts[0] + "'.");
            }
        }
        return new KeyRing(keys, keys.keySet().stream().findFirst().filter(id -> seals));
    }

    private static byte[] decode(String text, String which) {
        byte[] key = {};
        try {
            key = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            // Said below, without its message, which may have a part of the key.
        }
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    which + " is not 32 bytes in Base64; openssl rand -base64 32 makes one.");
        }
        return key;
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** The id of the key with which new texts are sealed; empty if they are not. */
    Optional<String> first() {
        return first;
    }

    Optional<byte[]> find(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    /** The ids alone. */
    @Override
    public String toString() {
        return "KeyRing" + keys.keySet();
    }
}
