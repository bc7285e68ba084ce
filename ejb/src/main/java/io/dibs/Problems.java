package io.dibs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is wrong in the domain, as it was found by the process that looked last. Every {@code dibs.problems.interval} one of the
 * processes looks, for all. Asking costs nothing but reading what was found. Thread-safe.
 */
public interface Problems {
    /**
     * All that is wrong.
     *
     * @throws StoreUnavailableException if Redis does not answer
     */
    Listed list();

    /**
     * What was found.
     *
     * @param checkedAt when the last look ended, by Redis' clock; empty if nobody has looked lately
     * @param problems worst first, then the longest first
     */
    record Listed(Optional<Instant> checkedAt, List<Problem> problems) {}
}
