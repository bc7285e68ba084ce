package io.dibs.web.signin;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;

/** A name and a password. */
record Credentials(String name, char[] password) {
    /** How many bytes or characters their text may have. */
    static final int LONGEST = 4_096;

    private static final String USER = "user";
    private static final String PASSWORD = "password";

    /** Reads what comes after the word Basic (RFC 7617, in UTF-8); empty if it is malformed. */
    static Optional<Credentials> ofBasic(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(text)))
                    .toString();
            int colon = decoded.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Credentials(
                            decoded.substring(0, colon),
                            decoded.substring(colon + 1).toCharArray()));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Reads {@code {"user": "…", "password": "…"}}; empty if it is anything else. */
    static Optional<Credentials> ofJson(byte[] body) {
        if (body.length > LONGEST) {
            return Optional.empty();
        }
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
            JsonObject json = reader.readObject();
            return json.keySet().equals(Set.of(USER, PASSWORD))
                    ? Optional.of(new Credentials(
                            json.getString(USER), json.getString(PASSWORD).toCharArray()))
                    : Optional.empty();
        } catch (JsonException | ClassCastException e) {
            return Optional.empty();
        }
    }
}
