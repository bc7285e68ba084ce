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
        require(colon > 0, "conformance." + role + "=name:password");
        return new Client(baseUri(), Optional.of(Client.basic(given.substring(0, colon), given.substring(colon + 1))));
    }

    /**
     * A client with a JSON Web Token: {@code valid}, of somebody without a role; {@code viewer}, of one with that role; {@code
     * expired}, {@code other-issuer} or {@code other-audience}, which are not valid. The properties {@code
     * conformance.token.valid} and so on have them; the build makes those for the server that it starts. Without one, the test
     * is skipped.
     */
    static Client bearer(String kind) {
        String token = target.started
                .map(started -> started.token(kind))
                .orElse(System.getProperty("conformance.token." + kind, ""));
        require(!token.isEmpty(), "conformance.token." + kind + "=<token>");
        return new Client(baseUri(), Optional.of("Bearer " + token));
    }

    /** Skips the test, and says so where those look who run it, if they have not set what it needs. */
    private static void require(boolean isSet, String setting) {
        if (!isSet) {
            System.out.println("A test is skipped: there is no -D" + setting + ".");
        }
        assumeTrue(isSet, () -> "There is no -D" + setting + ".");
    }

    /** A client that does not say who it is. */
    public static Client nobody() {
        return new Client(baseUri(), Optional.empty());
    }
}
