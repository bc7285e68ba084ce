package io.dibs.web.signin;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

import io.dibs.log.Log;
import io.dibs.log.LogEvent;
import io.dibs.web.problem.LogText;

/** The public keys of who makes tokens: a text, a file, or a URL whose keys may change at any time. */
final class IssuerKeys {
    private static final long SECONDS_BETWEEN_LOOKS = 10;
    private static final String PEM = "-----BEGIN PUBLIC KEY-----";

    private IssuerKeys() {}

    /** Of a PEM key, a JWK or a set of them; of the path of a file that has one; or of a URL. */
    static VerificationKeyResolver of(String text) {
        String stripped = text.strip();
        if (stripped.startsWith("{") || stripped.startsWith("-----")) {
            return ofText(stripped);
        }
        if (stripped.startsWith("http://") || stripped.startsWith("https://")) {
            return new Remote(URI.create(stripped));
        }
        try {
            Path file = stripped.startsWith("file:") ? Path.of(URI.create(stripped)) : Path.of(stripped);
            return ofText(Files.readString(file).strip());
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "mp.jwt.verify.publickey.location names no URL and no file that can be read (" + e + ").", e);
        }
    }

    private static VerificationKeyResolver ofText(String text) {
        try {
            if (text.startsWith(PEM)) {
                Key key = pem(text);
                return (signature, nested) -> key;
            }
            return new JwksVerificationKeyResolver(keys(text));
        } catch (JoseException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "mp.jwt.verify.publickey has neither a public key in PEM nor a JWK nor a set of them.", e);
        }
    }

    private static List<JsonWebKey> keys(String json) throws JoseException {
        return json.contains("\"keys\"")
                ? new JsonWebKeySet(json).getJsonWebKeys()
                : List.of(JsonWebKey.Factory.newJwk(json));
    }

    private static PublicKey pem(String text) throws GeneralSecurityException {
        String body = text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        X509EncodedKeySpec key = new X509EncodedKeySpec(Base64.getDecoder().decode(body));
        try {
            return KeyFactory.getInstance("RSA").generatePublic(key);
        } catch (GeneralSecurityException e) {
            return KeyFactory.getInstance("EC").generatePublic(key);
        }
    }

    /** A set of keys at a URL: looked at again when a token has a key that is not in it, but not all the time. */
    static final class Remote implements VerificationKeyResolver {
        private final URI location;
        private List<JsonWebKey> keys = List.of();
        private long looked = System.nanoTime() - SECONDS_BETWEEN_LOOKS * 1_000_000_000L;

        Remote(URI location) {
            this.location = location;
        }

        @Override
        public Key resolveKey(JsonWebSignature signature, List<JsonWebStructure> nested)
                throws UnresolvableKeyException {
            try {
                return new JwksVerificationKeyResolver(keys(false)).resolveKey(signature, nested);
            } catch (UnresolvableKeyException e) {
                return new JwksVerificationKeyResolver(keys(true)).resolveKey(signature, nested);
            }
        }

        private synchronized List<JsonWebKey> keys(boolean again) throws UnresolvableKeyException {
            boolean longAgo = System.nanoTime() - looked >= SECONDS_BETWEEN_LOOKS * 1_000_000_000L;
            if ((again || keys.isEmpty()) && longAgo) {
                looked = System.nanoTime();
                try {
                    keys = IssuerKeys.keys(
                            Fetch.text(HttpRequest.newBuilder(location).build()));
                } catch (IOException | JoseException e) {
                    Log.of(IssuerKeys.class)
                            .tell(LogEvent.SIGN_IN_KEYS_UNAVAILABLE, location, LogText.of(e.toString()));
                    throw new UnresolvableKeyException("The keys of the issuer cannot be had.", e);
                }
            }
            return keys;
        }
    }
}
