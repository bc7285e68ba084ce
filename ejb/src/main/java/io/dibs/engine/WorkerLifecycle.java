package io.dibs.engine;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;

import io.dibs.DibsRuntime;
import io.dibs.config.Settings;
import io.dibs.log.Log;
import io.dibs.log.LogEvent;

/**
 * Owns the worker: says what it uses when the application starts, and stops it before the application ends, if the WAR that
 * started it has not; has metrics exported meanwhile. The only EJB; an EJB module needs one.
 */
@Singleton
@Startup
public class WorkerLifecycle {
    @Inject
    private Settings settings;

    @Inject
    private DibsRuntime runtime;

    @Inject
    private DomainMetrics domain;

    @Inject
    private MetricExport export;

    @PostConstruct
    void start() {
        Log.of(WorkerLifecycle.class).tell(LogEvent.STARTED, Version.TEXT, settings.store());
        domain.open();
    }

    @PreDestroy
    void stop() {
        runtime.stop();
        export.close();
    }
}
