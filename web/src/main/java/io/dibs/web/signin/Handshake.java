package io.dibs.web.signin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/**
 * What ties one way to the provider and back together; it waits in a sealed cookie of the browser that went.
 *
 * @param state comes back with the browser, so that nobody can slip it a way that he began
 * @param nonce comes back in the ID token, so that no other one will do
 * @param verifier goes with the code, so that nobody else can use that (PKCE)
 * @param target the path at which the user wanted to be
 */
record Handshake(String state, String nonce, String verifier, String target) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    static Handshake begin(String target) {
        return new Handshake(random(), random(), random(), target);
    }

    static Handshake of(JsonObject json) {
        return new Handshake(
                json.getString("state"), json.getString("nonce"), json.getString("verifier"), json.getString("target"));
    }

    JsonObjectBuilder toJson() {
        return Json.createObjectBuilder()
                .add("state", state)
                .add("nonce", nonce)
                .add("verifier", verifier)
                .add("target", target);
    }

    boolean isAnsweredBy(String returned) {
        return returned != null
                && MessageDigest.isEqual(
                        state.getBytes(StandardCharsets.UTF_8), returned.getBytes(StandardCharsets.UTF_8));
    }

    String challenge() {
        try {
            return encoded(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM has no SHA-256, which every JVM must have.", e);
        }
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return encoded(bytes);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
