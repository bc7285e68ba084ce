package io.dibs;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A resource that a task reserves, and how.
 *
 * @param resource its name, 1 to 4,096 bytes of UTF-8
 * @param mode whether the task shares it
 */
public record Reservation(String resource, Mode mode) {
    /** The longest name of a resource, in bytes of UTF-8. */
    public static final int MAX_NAME_BYTES = 4096;

    private static final String SHARED_PREFIX = "shared:";

    /** How a resource is reserved. */
    public enum Mode {
        /** Nobody else has it meanwhile. */
        EXCLUSIVE,
        /** Others may share it meanwhile; nobody has it exclusively. */
        SHARED
    }

    public Reservation {
        Objects.requireNonNull(mode, "mode");
        if (resource == null || resource.isEmpty()) {
            throw new IllegalArgumentException("A resource needs a name that is not empty.");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(resource)) {
            throw new IllegalArgumentException(
                    "The name of a resource must be valid Unicode; half of a surrogate pair in '" + resource
                            + "' is not.");
        }
        int bytes = resource.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_NAME_BYTES) {
            throw new IllegalArgumentException("The name of a resource has " + bytes + " bytes, more than the "
                    + MAX_NAME_BYTES + " allowed: '" + resource.substring(0, 60) + "…'.");
        }
    }

    /** An exclusive reservation of a {@code String} or {@link Reservable}. */
    public static Reservation exclusive(Object resource) {
        return new Reservation(Reservable.nameOf(resource), Mode.EXCLUSIVE);
    }

    /** A shared reservation of a {@code String} or {@link Reservable}. */
    public static Reservation shared(Object resource) {
        return new Reservation(Reservable.nameOf(resource), Mode.SHARED);
    }

    /** As the REST API writes it: the name, with {@code shared:} before it when shared. */
    public String text() {
        return mode == Mode.SHARED ? SHARED_PREFIX + resource : resource;
    }
}
