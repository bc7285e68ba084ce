package io.dibs.web.security;

import java.lang.System.Logger.Level;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Extension;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Checks the settings while the application is deployed: a mistake fails the deployment with its own sentence. */
public class SecurityCheck implements Extension {
    void check(@Observes AfterDeploymentValidation validation) {
        try {
            if (!read().enabled()) {
                System.getLogger(SecurityCheck.class.getName())
                        .log(
                                Level.WARNING,
                                "dibs.security.enabled is false: whoever reaches this server may do everything.");
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
