package io.dibs.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/**
 * What a connection by TLS wants to know. The server's certificate and its name are always verified.
 *
 * @param trusted a key store with the certificates that are trusted; empty for those that Java trusts
 * @param own a key store with the client's own key and certificate; empty for none
 */
public record Tls(Optional<byte[]> trusted, Optional<byte[]> own) {
    /** Trusts what Java trusts, and has no certificate of its own. */
    public static final Tls DEFAULT = new Tls(Optional.empty(), Optional.empty());

    private static final String STORE_TYPE = "PKCS12";
    /** The key stores never leave this process. */
    private static final char[] PASSWORD = "in memory".toCharArray();

    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "Ed25519");
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);

    /**
     * Reads PEM files.
     *
     * @param authorities certificates that are trusted, in place of those that Java trusts
     * @param certificate the client's own certificate, with those between it and its authority, if there are any
     * @param key its private key, PKCS #8 without a password
     * @throws IllegalArgumentException if one cannot be read; the message is a sentence that names the file
     */
    public static Tls read(Optional<Path> authorities, Optional<Path> certificate, Optional<Path> key) {
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("A client's certificate and its private key are of use only together.");
        }
        return new Tls(
                authorities.map(file -> store(file, keys -> {
                    for (Certificate each : certificates(file)) {
                        keys.setCertificateEntry("ca-" + keys.size(), each);
                    }
                })),
                certificate.map(file -> store(
                        file,
                        keys -> keys.setKeyEntry(
                                "client",
                                key(key.orElseThrow()),
                                PASSWORD,
                                certificates(file).toArray(new Certificate[0])))));
    }

    private interface Filling {
        void fill(KeyStore keys) throws GeneralSecurityException, IOException;
    }

    private static byte[] store(Path file, Filling filling) {
        try {
            KeyStore keys = KeyStore.getInstance(STORE_TYPE);
            keys.load(null, null);
            filling.fill(keys);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            keys.store(bytes, PASSWORD);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalArgumentException("'" + e.getMessage() + "' cannot be read.", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("'" + file + "' cannot be used: " + e.getMessage(), e);
        }
    }

    private static List<Certificate> certificates(Path file) throws GeneralSecurityException, IOException {
        List<Certificate> all = new ArrayList<>(CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file))));
        if (all.isEmpty()) {
            throw new GeneralSecurityException("there is no certificate in it.");
        }
        return all;
    }

    private static PrivateKey key(Path file) throws GeneralSecurityException, IOException {
        Matcher key = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (key.find()) {
            byte[] encoded = Base64.getMimeDecoder().decode(key.group(1));
            for (String algorithm : KEY_ALGORITHMS) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
                } catch (GeneralSecurityException e) {
                    // It may be one of the others.
                }
            }
        }
        throw new GeneralSecurityException(
                "the key in '" + file + "' is no private key of RSA, EC or Ed25519 in PKCS #8 without a password.");
    }

    SslOptions options() {
        SslOptions.Builder options = SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL);
        trusted.ifPresent(store ->
                options.trustStoreType(STORE_TYPE).truststore(() -> new ByteArrayInputStream(store), PASSWORD));
        own.ifPresent(
                store -> options.keyStoreType(STORE_TYPE).keystore(() -> new ByteArrayInputStream(store), PASSWORD));
        return options.build();
    }

    /** Says nothing of what it holds. */
    @Override
    public String toString() {
        return "Tls[trusted=" + trusted.isPresent() + ", own=" + own.isPresent() + "]";
    }
}
