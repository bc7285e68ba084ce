package io.dibs.worker;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;

/** Owns the worker pool: the application server starts it with the application and stops it before undeploying it. */
@Singleton
@Startup
class WorkerLifecycle {
    @PostConstruct
    void start() {}
}
