package io.dibs.example.file.manifest;

import java.io.IOException;

/** Finds a path that a manifest lists twice. In entries sorted by key, the two stand side by side. */
public final class DuplicatePaths {
    private DuplicatePaths() {}

    /**
     * Passes if no path occurs twice.
     *
     * @param byKey entries in the order of {@link EntrySort#BY_KEY}
     * @throws ManifestException naming the path and both of its lines
     */
    public static void refuse(EntryFile byKey) throws IOException, ManifestException {
        try (Entries entries = byKey.read()) {
            ManifestEntry previous = entries.next();
            for (ManifestEntry entry = previous; entry != null; previous = entry) {
                entry = entries.next();
                if (entry != null && entry.key().equals(previous.key())) {
                    throw new ManifestException(
                            entry.line(),
                            "the path '" + entry.path() + "' is on line " + previous.line() + " already.");
                }
            }
        }
    }
}
