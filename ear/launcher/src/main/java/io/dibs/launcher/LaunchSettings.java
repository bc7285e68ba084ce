package io.dibs.launcher;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Settings that the launcher shares with the application: system properties, or environment variables. */
final class LaunchSettings {
    /** Where a Redis runs that was started by somebody else; the launcher then starts none. */
    static final String REDIS_URL = "dibs.redis.url";

    /** For the launcher, the folder for all that is to outlast a run; for the application, its own part of that. */
    static final String DATA = "dibs.data";

    private LaunchSettings() {}

    /**
     * Makes system properties of environment variables such as {@code dibs.worker.count}: {@code mvn -Prun} hands on
     * its {@code -D} options that way. The application sees both alike, but the launcher looks in one place only.
     */
    static void takeFromEnvironment() {
        System.getenv().forEach((name, value) -> {
            if (name.startsWith("dibs.") && System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
        takeAlias("DIBS_REDIS_URL", REDIS_URL);
        takeAlias("DIBS_DATA", DATA);
    }

    /** A file of users, for the application to read. */
    static final String USERS_FILE = "dibs.security.users-file";

    /** With one of these, somebody has decided who can sign in, or that nobody needs to. */
    private static final List<String> SIGN_IN = List.of(
            "dibs.security.enabled",
            "dibs.security.users",
            USERS_FILE,
            "dibs.security.oidc.issuer",
            "mp.jwt.verify.publickey",
            "mp.jwt.verify.publickey.location");

    /** Whether no setting, of this process or of its environment, says who can sign in. */
    static boolean leavesSignInOpen() {
        return SIGN_IN.stream()
                .noneMatch(name -> setting(name).isPresent()
                        || System.getenv()
                                .containsKey(
                                        name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT)));
    }

    static Optional<String> redisUrl() {
        return setting(REDIS_URL);
    }

    static Optional<String> data() {
        return setting(DATA);
    }

    private static Optional<String> setting(String name) {
        return Optional.ofNullable(System.getProperty(name)).filter(value -> !value.isBlank());
    }

    private static void takeAlias(String variable, String name) {
        String value = System.getenv(variable);
        if (value != null && System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
