package io.dibs;

import java.util.List;

/** Looks at resources. Reading never changes anything. Thread-safe. */
public interface Resources {
    /**
     * Who has a resource and who waits for it, in order. A resource that nobody wants has an empty line.
     *
     * @param name its name
     * @param limit how many of those who wait are listed at most
     */
    Line line(String name, int limit);

    /**
     * A resource's line.
     *
     * @param resource its name
     * @param holders those who have it, oldest first
     * @param waiting those who wait, in order, as many as were asked for
     * @param waitingCount how many wait
     */
    record Line(String resource, List<Claim> holders, List<Claim> waiting, long waitingCount) {}
}
