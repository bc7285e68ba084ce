package io.dibs.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

    /** Whether nobody else uses it. */
    public static boolean isOurs() {
        return target.started.isPresent();
    }

    /** A client that may do everything. */
    public static Client administrator() {
        return user("administrator");
    }

    /**
     * A client with a role: {@code administrator}, {@code operator}, {@code viewer}, or {@code plain}, which has none. The
     * properties {@code conformance.administrator} and so on have names and passwords, as {@code name:password}; the server
     * of this build has them all. Without one, the test is skipped.
     */
    public static Client user(String role) {
        String given = isOurs() ? role + ":" + StartedServer.PASSWORD : System.getProperty("conformance." + role, "");
        int colon = given.indexOf(':');
        assumeTrue(colon > 0, () -> "There is no -Dconformance." + role + "=name:password.");
        return new Client(baseUri(), Optional.of(Client.basic(given.substring(0, colon), given.substring(colon + 1))));
    }

    /** A client that does not say who it is. */
    public static Client nobody() {
        return new Client(baseUri(), Optional.empty());
    }
}
