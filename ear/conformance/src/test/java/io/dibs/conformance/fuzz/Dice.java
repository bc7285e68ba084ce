package io.dibs.conformance.fuzz;

import java.util.List;
import java.util.Random;

/** Choices that are the same again for the same seed. */
final class Dice {
    private final Random random;

    /** For one request: it does not depend on those before it. */
    Dice(long seed, int request) {
        random = new Random(seed + request * 0x9E3779B97F4A7C15L);
        random.nextLong();
    }

    /** From 0 to one less than this. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** True once in so many times. */
    boolean oneIn(int times) {
        return below(times) == 0;
    }

    @SafeVarargs
    final <T> T oneOf(T... choices) {
        return choices[below(choices.length)];
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
