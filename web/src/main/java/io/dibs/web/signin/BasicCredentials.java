package io.dibs.web.signin;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The name and password of HTTP Basic (RFC 7617), in UTF-8. */
record BasicCredentials(String name, char[] password) {
    private static final int LONGEST = 4_096;

    /** Reads what comes after the word Basic; empty if it is malformed. */
    static Optional<BasicCredentials> parse(String text) {
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
                    : Optional.of(new BasicCredentials(
                            decoded.substring(0, colon),
                            decoded.substring(colon + 1).toCharArray()));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
