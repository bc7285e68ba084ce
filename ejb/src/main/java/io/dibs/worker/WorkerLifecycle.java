package io.dibs.worker;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;

/** Owns the worker pool: the application server starts it with the application and stops it before undeploying it. */
@Singleton
@Startup
// Public, since Payara looks for a public constructor of every EJB: without one the EAR does not deploy.
public class WorkerLifecycle {
    @PostConstruct
    void start() {}
}
