package io.dibs.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Reads the settings once, and lets beans inject them. */
@ApplicationScoped
class SecurityParts {
    private final SecuritySettings settings = SecurityCheck.read();

    @Produces
    SecuritySettings settings() {
        return settings;
    }
}
