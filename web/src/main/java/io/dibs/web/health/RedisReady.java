package io.dibs.web.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.dibs.DibsStatus;

/** Ready means: Redis answers and has the scripts, so requests can be served. */
@Readiness
@ApplicationScoped
public class RedisReady implements HealthCheck {
    @Inject
    DibsStatus status;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.builder()
                .name("dibs")
                .status(status.isConnected())
                .withData("version", status.version())
                .build();
    }
}
