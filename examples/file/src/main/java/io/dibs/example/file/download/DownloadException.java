package io.dibs.example.file.download;

import java.io.IOException;
import java.net.URI;

/** A file could not be downloaded, or is not the one that was promised; the message names its URL and says why. */
public class DownloadException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean transientFailure;

    private DownloadException(URI uri, String problem, boolean transientFailure, Throwable cause) {
        super("Cannot download " + uri + ": " + problem, cause);
        this.transientFailure = transientFailure;
    }

    /** Trying again will not help. */
    static DownloadException lasting(URI uri, String problem) {
        return new DownloadException(uri, problem, false, null);
    }

    /** Trying again may help. */
    static DownloadException passing(URI uri, String problem, Throwable cause) {
        return new DownloadException(uri, problem, true, cause);
    }

    boolean isTransient() {
        return transientFailure;
    }
}
