package io.dibs.engine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.DibsStatus;
import io.dibs.store.Redis;

/** The status of the engine in this process. */
@ApplicationScoped
class EngineStatus implements DibsStatus {
    private final Redis redis;
    private final WorkerRuntime runtime;

    protected EngineStatus() {
        this(null, null);
    }

    @Inject
    EngineStatus(Redis redis, WorkerRuntime runtime) {
        this.redis = redis;
        this.runtime = runtime;
    }

    @Override
    public String version() {
        return Version.TEXT;
    }

    @Override
    public boolean isConnected() {
        return redis.isReady();
    }

    @Override
    public boolean isStopping() {
        return runtime.isStopping();
    }
}
