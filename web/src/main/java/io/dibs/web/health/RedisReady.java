package io.dibs.web.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.dibs.DibsStatus;

/**
 * Ready means: Redis answers and has the scripts, so requests can be served, and this process was not told to stop: while
 * it drains, new requests belong elsewhere.
 */
@Readiness
@ApplicationScoped
public class RedisReady implements HealthCheck {
    @Inject
    DibsStatus status;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.builder()
                .name("dibs")
                .status(status.isConnected() && !status.isStopping())
                .withData("version", status.version())
                .withData("stopping", status.isStopping())
                .build();
    }
}
