package io.dibs.store;

import java.util.UUID;

/**
 * The identity of a worker process: its name, for people, and something random, so that one that is started again under
 * the same name is another worker.
 */
public final class Incarnation {
    private Incarnation() {}

    /** A new one for a worker of this name. */
    public static String of(String name) {
        return name + "/" + UUID.randomUUID();
    }

    static String nameOf(String incarnation) {
        return incarnation.substring(0, incarnation.lastIndexOf('/'));
    }
}
