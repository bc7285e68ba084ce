package io.dibs.conformance;

import java.net.URI;
import java.util.Optional;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The server that is asked: the one of {@code -Dconformance.url}, else the one that this build made, which starts with
 * the first test class and ends after the last.
 */
public final class Server implements BeforeAllCallback {
    private static Target target;

    private record Target(URI baseUri, Optional<StartedServer> started) implements AutoCloseable {
        @Override
        public void close() {
            started.ifPresent(StartedServer::close);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        target = context.getRoot()
                .getStore(Namespace.create(Server.class))
                .getOrComputeIfAbsent(Target.class, key -> target(), Target.class);
    }

    private static Target target() {
        String given = System.getProperty("conformance.url", "");
        try {
            if (!given.isEmpty()) {
                return new Target(URI.create(given.endsWith("/") ? given : given + "/"), Optional.empty());
            }
            StartedServer started = StartedServer.start();
            return new Target(started.baseUri(), Optional.of(started));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where Dibs answers, with a slash at its end. */
    public static URI baseUri() {
        return target.baseUri;
    }

    /** A client that may do everything. */
    public static Client administrator() {
        return new Client(
                baseUri(),
                Optional.of(target.started.map(StartedServer::authorization).orElseGet(Server::given)));
    }

    private static String given() {
        return Client.basic(
                System.getProperty("conformance.user", "admin"), System.getProperty("conformance.password", ""));
    }

    /** A client that does not say who it is. */
    public static Client nobody() {
        return new Client(baseUri(), Optional.empty());
    }
}
