package com.acme;

/** No bean at all. */
public final class Sums {
    private Sums() {}

    public static long add(long a, long b) {
        return a + b;
    }
}
