package io.dibs.worker;

/** How fast tasks end here, and answers come; so how many tasks may be claimed for slots that are not free yet. Not thread-safe. */
final class Pace {
    /** How many tasks are claimed at most beyond those for which a slot is free. */
    private static final int MOST_AHEAD = 256;

    private static final int WEIGHT = 16;
    private static final double UNKNOWN = 1e9;

    private double roundTripNanos;
    private double runNanos = UNKNOWN;
    private boolean plenty;

    void ran(long nanos) {
        runNanos += (nanos - runNanos) / WEIGHT;
    }

    void answered(long nanos) {
        roundTripNanos += (nanos - roundTripNanos) / WEIGHT;
    }

    /** Redis was asked for tasks and had as many, or not. */
    void asked(boolean gotAll) {
        plenty = gotAll;
    }

    /** Slots did not become free as expected: nothing is claimed ahead until tasks have been short again for a while. */
    void slowedDown() {
        runNanos = UNKNOWN;
    }

    /**
     * How many tasks to claim ahead: as many as have ended within about a round trip, if by the mean time of the last ones
     * the slots will be free for them before the answer is there; none if there are not even enough for free slots.
     */
    int ahead(int endedLately, int slots) {
        return !plenty ? 0 : (int) Math.min(Math.min(endedLately, MOST_AHEAD), roundTripNanos * slots / runNanos);
    }
}
