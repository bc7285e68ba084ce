package io.dibs.example.file.manifest;

/**
 * A file that a manifest lists.
 *
 * @param line the number of its line, from 1; 0 where there is none
 * @param path where it is, relative to the manifest
 * @param key what it is ordered and found by, see {@link PathKey}
 * @param digest its SHA-256, 64 lower-case hexadecimal digits
 * @param size its length in bytes
 */
public record ManifestEntry(long line, String path, String key, String digest, long size) {
    /** An entry whose key is computed from its path. */
    public ManifestEntry(long line, String path, String digest, long size) {
        this(line, path, PathKey.of(path), digest, size);
    }

    /** The entry as a manifest writes it, without the line's end. */
    public String text() {
        return path + "," + digest + "," + size;
    }
}
