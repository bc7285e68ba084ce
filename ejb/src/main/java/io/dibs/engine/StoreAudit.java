package io.dibs.engine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.Audit;
import io.dibs.store.DomainAudit;

/** Audits the store of this application. */
@ApplicationScoped
class StoreAudit implements Audit {
    private final DomainAudit audit;

    protected StoreAudit() {
        this(null);
    }

    @Inject
    StoreAudit(DomainAudit audit) {
        this.audit = audit;
    }

    @Override
    public Report run() {
        return audit.run();
    }
}
