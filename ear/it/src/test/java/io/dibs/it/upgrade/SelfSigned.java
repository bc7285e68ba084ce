package io.dibs.it.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for 127.0.0.1 that is its own authority, made by the JDK's keytool.
 *
 * @param keys has it and its key
 * @param trustStore a file that has it alone
 */
record SelfSigned(KeyStore keys, Path trustStore) {
    private static final String ALIAS = "own";
    private static final String TYPE = "PKCS12";
    private static final String PASSWORD = "changeit";

    static SelfSigned make(Path folder, String name) throws IOException {
        Path file = folder.resolve(name + "-keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-alias",
                        ALIAS,
                        "-storetype",
                        TYPE,
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(file).as(output).exists();
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore keys = KeyStore.getInstance(TYPE);
            keys.load(in, PASSWORD.toCharArray());
            return new SelfSigned(keys, trusting(keys, folder.resolve(name + "-trust.p12")));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static Path trusting(KeyStore keys, Path file) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(TYPE);
        trusted.load(null, null);
        trusted.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    /** The system properties by which a JVM trusts it. */
    Map<String, String> trust() {
        return Map.of(
                "javax.net.ssl.trustStore", trustStore.toString(),
                "javax.net.ssl.trustStoreType", TYPE,
                "javax.net.ssl.trustStorePassword", PASSWORD);
    }

    /** With which a server shows it. */
    SSLContext server() throws IOException {
        try {
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
