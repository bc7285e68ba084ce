package io.dibs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.dibs.store.StoreSettings;

class SettingsTest {
    private final Map<String, String> values = new HashMap<>(defaults());
    private final Set<String> read = new TreeSet<>();

    private Settings settings() {
        return Settings.read(key -> {
            read.add(key);
            return Optional.ofNullable(values.get(key));
        });
    }

    private static Map<String, String> defaults() {
        Properties properties = new Properties();
        try (InputStream in = Settings.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        properties.remove("config_ordinal");
        Map<String, String> defaults = new HashMap<>();
        properties.stringPropertyNames().stream()
                .filter(key -> key.startsWith("dibs.") && !isReadElsewhere(key))
                .forEach(key -> defaults.put(key, properties.getProperty(key)));
        return defaults;
    }

    /** By the example plugin, or by the web tier. */
    private static boolean isReadElsewhere(String key) {
        return key.equals("dibs.data") || key.startsWith("dibs.file.") || key.startsWith("dibs.security.");
    }

    @Test
    void the_file_in_config_lists_every_setting_and_no_other() {
        settings();
        assertThat(read).isEqualTo(new TreeSet<>(defaults().keySet()));
    }

    @Test
    void the_defaults_are_valid() {
        Settings settings = settings();
        assertThat(settings.worker().slots()).isEqualTo(4);
        assertThat(settings.worker().queues()).containsExactly("*");
        assertThat(settings.worker().lease()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.worker().name())
                .startsWith(ProcessHandle.current().pid() + "@")
                .doesNotContain("%");
        assertThat(settings.tasks().timeout()).isEmpty();
        assertThat(settings.store().domain()).isEqualTo("default");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dibs.worker.count     | many        | a whole number from 0 to 1000",
                "dibs.worker.count     | -1          | a whole number from 0 to 1000",
                "dibs.worker.lease     | 30s         | a duration such as PT30S",
                "dibs.worker.lease     | PT0S        | from PT1S to PT1H",
                "dibs.worker.lease     | PT5S        | at least three times dibs.redis.timeout",
                "dibs.worker.grace     | never       | a duration such as PT30S, from PT0S to PT876000H, or forever",
                "dibs.worker.grace     | PT-1S       | or forever",
                "dibs.worker.queues    | *,a         | names of queues, separated by commas",
                "dibs.worker.queues    | ''          | names of queues, separated by commas",
                "dibs.worker.name      | a/b         | none of them '/'",
                "dibs.domain           | a{b}        | 1 to 64 letters",
                "dibs.redis.url        | http://x:1  | a Redis URL; it must be redis://",
                "dibs.tasks.redact-errors | yes      | true or false",
                "dibs.encryption.keys  | k:c2VjcmV0  | Key 1 of 1 ('k') is not 32 bytes in Base64",
                "dibs.signing.keys     | c2VjcmV0    | Key 1 of 1 has no id",
                "dibs.signing.required | maybe       | true or false",
                "dibs.redis.ca-file    | no/such.pem | 'no/such.pem' cannot be read",
                "dibs.redis.client-key-file | k.pem  | of use only together",
                "dibs.tasks.timeout    | 5           | a duration such as PT30S",
                "dibs.tasks.allowed-packages | com.a!me | names of packages"
            })
    void a_wrong_setting_is_refused_with_a_sentence_that_names_it(String key, String value, String sentence) {
        values.put(key, value);
        assertThatThrownBy(this::settings)
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(sentence);
    }

    @Test
    void the_grace_time_may_be_zero_or_without_end() {
        values.put("dibs.worker.grace", "PT0S");
        assertThat(settings().worker().grace()).isZero();
        values.put("dibs.worker.grace", "forever");
        assertThat(settings().worker().grace()).isEqualTo(ChronoUnit.FOREVER.getDuration());
    }

    @Test
    void a_state_without_an_age_of_its_own_has_the_common_one() {
        values.put("dibs.tasks.keep.age", "P7D");
        values.put("dibs.tasks.keep.age.failed", "P90D");
        assertThat(settings().store().retention().ages())
                .isEqualTo(new StoreSettings.Ages(Duration.ofDays(7), Duration.ofDays(90), Duration.ofDays(7)));
    }

    @Test
    void all_mistakes_are_reported_at_once() {
        values.put("dibs.worker.count", "x");
        values.put("dibs.redis.timeout", "y");
        assertThatThrownBy(this::settings)
                .hasMessageContaining("dibs.worker.count")
                .hasMessageContaining("dibs.redis.timeout");
    }

    @Test
    void a_wrong_key_is_not_repeated() {
        values.put("dibs.encryption.keys", "k:c2VjcmV0");
        values.put("dibs.signing.keys", "c2VjcmV0");
        assertThatThrownBy(this::settings).message().doesNotContain("c2VjcmV0");
    }

    @Test
    void a_password_in_a_wrong_url_is_not_repeated() {
        values.put("dibs.redis.url", "rediss:hunter2@host");
        assertThatThrownBy(this::settings).message().doesNotContain("hunter2");
    }

    @Test
    void lists_are_read_with_blanks_around_their_elements() {
        values.put("dibs.worker.queues", " high , low ");
        values.put("dibs.tasks.allowed-packages", "com.acme, org.example.jobs");
        assertThat(settings().worker().queues()).containsExactly("high", "low");
        assertThat(settings().tasks().allowedPackages()).isEqualTo(List.of("com.acme", "org.example.jobs"));
    }
}
