package io.dibs.web.signin;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Cookies that only who has the key can read or make (AES-256-GCM), each for one purpose and for a time: so there is nothing to
 * remember here of those who are signed in, and all nodes with one key know them. Thread-safe.
 */
final class SealedCookies {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String EXPIRES = "exp";

    private final SecretKeySpec key;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * Makes them with a key.
     *
     * @param key 32 bytes in base64; empty for a random key
     */
    SealedCookies(Optional<String> key, Clock clock) {
        this.clock = clock;
        byte[] bytes = key.map(Base64.getDecoder()::decode).orElseGet(() -> {
            byte[] fresh = new byte[KEY_BYTES];
            random.nextBytes(fresh);
            return fresh;
        });
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException("A key for cookies has 32 bytes, not " + bytes.length + ".");
        }
        this.key = new SecretKeySpec(bytes, "AES");
    }

    void set(
            HttpServletRequest request,
            HttpServletResponse response,
            String name,
            JsonObjectBuilder content,
            Duration age,
            boolean secure) {
        content.add(EXPIRES, clock.instant().plus(age).getEpochSecond());
        add(request, response, name, seal(name, content.build().toString()), (int) age.toSeconds(), secure);
    }

    void remove(HttpServletRequest request, HttpServletResponse response, String name, boolean secure) {
        add(request, response, name, "", 0, secure);
    }

    private static void add(
            HttpServletRequest request,
            HttpServletResponse response,
            String name,
            String value,
            int seconds,
            boolean secure) {
        Cookie cookie = new Cookie(name, value);
        cookie.setPath(request.getContextPath() + "/");
        cookie.setMaxAge(seconds);
        cookie.setHttpOnly(true);
        cookie.setSecure(secure);
        cookie.setAttribute("SameSite", "Lax");
        response.addCookie(cookie);
    }

    /** What was put into the cookie; empty if there is none, it is too old, or somebody else has made it. */
    Optional<JsonObject> get(HttpServletRequest request, String name) {
        if (request.getCookies() == null) {
            return Optional.empty();
        }
        return Arrays.stream(request.getCookies())
                .filter(cookie -> cookie.getName().equals(name))
                .findFirst()
                .flatMap(cookie -> open(name, cookie.getValue()))
                .filter(content -> content.getJsonNumber(EXPIRES).longValue()
                        > clock.instant().getEpochSecond());
    }

    private String seal(String purpose, String text) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, purpose, nonce).doFinal(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(ByteBuffer.allocate(nonce.length + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM has no AES-GCM, which every JVM must have.", e);
        }
    }

    private Optional<JsonObject> open(String purpose, String value) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(value);
            if (bytes.length <= NONCE_BYTES) {
                return Optional.empty();
            }
            byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
            byte[] text =
                    cipher(Cipher.DECRYPT_MODE, purpose, nonce).doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            return Optional.of(Json.createReader(new StringReader(new String(text, StandardCharsets.UTF_8)))
                    .readObject());
        } catch (GeneralSecurityException | IllegalArgumentException | JsonException e) {
            return Optional.empty();
        }
    }

    /** The purpose is authenticated too, so that one cookie cannot be used as another. */
    private Cipher cipher(int mode, String purpose, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
