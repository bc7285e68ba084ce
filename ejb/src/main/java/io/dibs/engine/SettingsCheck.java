package io.dibs.engine;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Extension;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

import io.dibs.config.InvalidSettingsException;
import io.dibs.config.Settings;

/**
 * Checks the settings while the application is deployed. A mistake then fails the deployment with its own sentence, where
 * one in an EJB would say no more than that the EJB failed.
 */
public class SettingsCheck implements Extension {
    void check(@Observes AfterDeploymentValidation validation) {
        try {
            read();
        } catch (InvalidSettingsException e) {
            validation.addDeploymentProblem(e);
        }
    }

    static Settings read() {
        Config config = ConfigProvider.getConfig();
        return Settings.read(key -> config.getOptionalValue(key, String.class));
    }
}
