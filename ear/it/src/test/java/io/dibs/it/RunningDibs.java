package io.dibs.it;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/**
 * One Dibs for all test classes of this JVM that only use its API: it starts with the first and ends after the last of them.
 * Where several JVMs run tests, each is given one class after the other, and JUnit runs each by itself; but in one session.
 */
public final class RunningDibs implements BeforeAllCallback {
    private static Started started;

    private record Started(Path data, MicroProcess micro, URI baseUri) implements AutoCloseable {
        @Override
        public void close() {
            micro.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        started = context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(RunningDibs.class))
                .getOrComputeIfAbsent(Started.class, key -> start(), Started.class);
    }

    private static Started start() {
        try {
            Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "dibs-data");
            MicroProcess micro = MicroProcess.start(data, Map.of("dibs.file.read-timeout", "PT5S"));
            return new Started(data, micro, micro.baseUri());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where Dibs answers, with a slash at its end. */
    public static URI baseUri() {
        return started.baseUri;
    }

    /** Where the application keeps its files. */
    public static Path applicationData() {
        return started.data.resolve("app");
    }
}
