package io.dibs.example.file.manifest;

import java.io.Closeable;
import java.io.IOException;

/** Entries, one after the other. Not thread-safe. */
public interface Entries extends Closeable {
    /** The next entry, or null after the last one. */
    ManifestEntry next() throws IOException;

    @Override
    default void close() throws IOException {}
}
