package io.dibs.example.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

class FileSettingsTest {
    @Test
    void the_file_in_config_lists_every_setting_with_its_default() throws IOException {
        Map<String, String> declared = new TreeMap<>();
        for (Field field : FileSettings.class.getDeclaredFields()) {
            ConfigProperty property = field.getAnnotation(ConfigProperty.class);
            declared.put(property.name(), property.defaultValue());
        }
        Map<String, String> listed = new TreeMap<>();
        Properties file = new Properties();
        try (InputStream in = getClass().getResourceAsStream("/META-INF/microprofile-config.properties")) {
            file.load(in);
        }
        file.stringPropertyNames().stream()
                .filter(key -> key.equals("dibs.data") || key.startsWith("dibs.file."))
                .forEach(key -> listed.put(key, file.getProperty(key)));
        assertThat(listed).isEqualTo(declared);
    }
}
