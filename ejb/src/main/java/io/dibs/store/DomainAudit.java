package io.dibs.store;

import io.dibs.Audit;

/**
 * Walks a domain and says which of its rules are broken. It reads the names of keys piece by piece and has
 * {@code check.lua} check some at a time, so that no call keeps Redis from others for more than some milliseconds, and
 * nothing here grows with the domain. Thread-safe: each walk stands alone.
 */
public final class DomainAudit {
    private final Redis redis;
    private final StoreSettings settings;

    public DomainAudit(Redis redis, StoreSettings settings) {
        this.redis = redis;
        this.settings = settings;
    }

    /**
     * Checks the domain.
     *
     * @throws io.dibs.StoreUnavailableException if Redis does not answer
     */
    public Audit.Report run() {
        AuditWalk walk = begin();
        while (walk.step()) {
            // The server of Redis has others to serve between the steps.
        }
        return walk.report();
    }

    /** Begins to check the domain, in steps. */
    public AuditWalk begin() {
        return new AuditWalk(redis, settings);
    }
}
