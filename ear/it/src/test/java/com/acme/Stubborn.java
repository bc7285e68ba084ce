package com.acme;

/** Does not stop when it is told to. */
public final class Stubborn {
    private static final long IGNORED_NANOS = 20_000_000_000L;

    private Stubborn() {}

    /** Ignores interrupts for twenty seconds after the first. */
    public static void work() {
        long end = Long.MAX_VALUE;
        while (System.nanoTime() < end) {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                end = Math.min(end, System.nanoTime() + IGNORED_NANOS);
            }
        }
    }
}
