package io.dibs.example.file.serve;

import java.time.Instant;

/**
 * A file that a repository serves.
 *
 * @param digest its SHA-256
 * @param since when this publication began to serve it
 */
record ServedFile(String digest, Instant since) {
    String etag() {
        return '"' + digest + '"';
    }

    /** The time as HTTP's dates can say it. */
    long lastModifiedMillis() {
        return since.getEpochSecond() * 1000;
    }
}
