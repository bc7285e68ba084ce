package io.dibs.example.file.download;

import java.time.Duration;

/**
 * How downloads behave.
 *
 * @param concurrency how many run at a time
 * @param connectTimeout how long a connection may take
 * @param readTimeout how long a server may be silent, before its answer or in the middle of it
 * @param attempts how often a download is tried if the connection or the server fails; not if the file is wrong
 * @param retryDelay the pause before the second attempt; it doubles with each further one
 */
public record DownloadSettings(
        int concurrency, Duration connectTimeout, Duration readTimeout, int attempts, Duration retryDelay) {
    /** The most that a remote may ask for. */
    public static final int MAX_CONCURRENCY = 64;

    public DownloadSettings {
        if (concurrency < 1 || concurrency > MAX_CONCURRENCY) {
            throw new IllegalArgumentException(
                    "Between 1 and " + MAX_CONCURRENCY + " downloads at a time, not " + concurrency + ".");
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("At least 1 attempt, not " + attempts + ".");
        }
    }

    /** The same with another concurrency. */
    public DownloadSettings withConcurrency(int concurrency) {
        return new DownloadSettings(concurrency, connectTimeout, readTimeout, attempts, retryDelay);
    }
}
