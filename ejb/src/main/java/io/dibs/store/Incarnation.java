package io.dibs.store;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The identity of a worker process: its name, for people, and something random, so that one that is started again under
 * the same name is another worker. It is short, since Redis keeps a task in half the memory while no field is longer than 64.
 */
public final class Incarnation {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Incarnation() {}

    /** A new one for a worker of this name. */
    public static String of(String name) {
        byte[] bytes = new byte[12];
        RANDOM.nextBytes(bytes);
        return name + "/" + Base64.getUrlEncoder().encodeToString(bytes);
    }

    static String nameOf(String incarnation) {
        return incarnation.substring(0, incarnation.lastIndexOf('/'));
    }
}
