package io.dibs.web.security;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Extension;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

import io.dibs.log.Log;
import io.dibs.log.LogEvent;

/** Checks the settings while the application is deployed: a mistake fails the deployment with its own sentence. */
public class SecurityCheck implements Extension {
    void check(@Observes AfterDeploymentValidation validation) {
        try {
            if (!read().enabled()) {
                Log.of(SecurityCheck.class).tell(LogEvent.SECURITY_OFF);
            }
        } catch (InsecureSettingsException e) {
            validation.addDeploymentProblem(e);
        }
    }

    static SecuritySettings read() {
        Config config = ConfigProvider.getConfig();
        return SecuritySettings.read(key -> config.getOptionalValue(key, String.class));
    }
}
