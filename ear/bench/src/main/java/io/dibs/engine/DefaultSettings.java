package io.dibs.engine;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Properties;

import io.dibs.config.Settings;

/** The settings of an engine that nobody has configured. */
public final class DefaultSettings {
    private DefaultSettings() {}

    public static Settings read() throws IOException {
        Properties defaults = new Properties();
        try (InputStream in = Settings.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
            defaults.load(in);
        }
        return Settings.read(key -> Optional.ofNullable(defaults.getProperty(key)));
    }
}
