package io.dibs.conformance;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import jakarta.json.Json;

/** Makes JSON Web Tokens for the server that is started, with a key that is gone with this JVM. */
final class TokenIssuer {
    private static final String NAME = "https://issuer.conformance.test";
    private static final String AUDIENCE = "conformance";
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final int KEY_BITS = 2048;
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair keys;

    TokenIssuer() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(KEY_BITS);
        keys = generator.generateKeyPair();
    }

    /** What makes a server take its tokens: options of the JVM, as MicroProfile JWT names them. */
    List<String> options() {
        String key = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
        return List.of(
                "-Dmp.jwt.verify.publickey=-----BEGIN PUBLIC KEY-----" + key + "-----END PUBLIC KEY-----",
                "-Dmp.jwt.verify.issuer=" + NAME,
                "-Dmp.jwt.verify.audiences=" + AUDIENCE);
    }

    /** A token of a kind, as {@link Server#bearer} names them. */
    String token(String kind) {
        return switch (kind) {
            case "valid" -> token(NAME, AUDIENCE, LIFETIME, "programs");
            case "viewer" -> token(NAME, AUDIENCE, LIFETIME, "viewer");
            case "expired" -> token(NAME, AUDIENCE, LIFETIME.negated(), "administrator");
            case "other-issuer" -> token(NAME + "/other", AUDIENCE, LIFETIME, "administrator");
            case "other-audience" -> token(NAME, "others", LIFETIME, "administrator");
            default -> throw new IllegalArgumentException("There is no kind of token '" + kind + "'.");
        };
    }

    private String token(String issuer, String audience, Duration left, String group) {
        Instant now = Instant.now();
        String claims = Json.createObjectBuilder()
                .add("iss", issuer)
                .add("aud", audience)
                .add("sub", "program")
                .add("jti", UUID.randomUUID().toString())
                .add("iat", now.minus(LIFETIME.multipliedBy(2)).getEpochSecond())
                .add("exp", now.plus(left).getEpochSecond())
                .add("groups", Json.createArrayBuilder().add(group))
                .build()
                .toString();
        String signed = encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + encoded(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + URL.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
