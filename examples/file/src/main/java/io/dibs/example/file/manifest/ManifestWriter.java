package io.dibs.example.file.manifest;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.HexFormat;

/** Writes manifests. */
public final class ManifestWriter {
    private ManifestWriter() {}

    /** Writes entries to a file as they come; returns the file's SHA-256. */
    public static String write(Entries entries, Path file) throws IOException {
        var digesting = new DigestOutputStream(Files.newOutputStream(file), Sha256.digest());
        try (var out = new BufferedWriter(new OutputStreamWriter(digesting, StandardCharsets.UTF_8))) {
            for (ManifestEntry entry = entries.next(); entry != null; entry = entries.next()) {
                out.write(entry.text());
                out.write('\n');
            }
        }
        return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
    }
}
