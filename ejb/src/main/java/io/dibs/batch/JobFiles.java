package io.dibs.batch;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The application's definitions of jobs, {@code META-INF/batch-jobs/*.xml}. Thread-safe.
 *
 * @param loader sees all of the application; asked each time
 */
public record JobFiles(Supplier<ClassLoader> loader) {
    static String path(String job) {
        return "META-INF/batch-jobs/" + job + ".xml";
    }

    /** Whether the application has such a job. */
    public boolean contains(String job) {
        return loader.get().getResource(path(job)) != null;
    }

    /** Its definition as it is; empty if the application has none of that name. */
    Optional<byte[]> read(String job) throws IOException {
        try (InputStream in = loader.get().getResourceAsStream(path(job))) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        }
    }
}
