package io.dibs.launcher;

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
