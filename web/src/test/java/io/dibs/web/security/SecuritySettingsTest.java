package io.dibs.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecuritySettingsTest {
    private static final String HASH =
            "pbkdf2-sha256/600000/AAAAAAAAAAAAAAAAAAAAAA/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private final Map<String, String> values = new HashMap<>(defaults());
    private final Set<String> read = new TreeSet<>();

    private SecuritySettings settings() {
        return SecuritySettings.read(key -> {
            read.add(key);
            return Optional.ofNullable(values.get(key));
        });
    }

    private static Map<String, String> defaults() {
        Properties properties = new Properties();
        try (InputStream in = SecuritySettings.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Map<String, String> defaults = new HashMap<>();
        properties.stringPropertyNames().stream()
                .filter(key -> key.startsWith("dibs.security."))
                .forEach(key -> defaults.put(key, properties.getProperty(key)));
        return defaults;
    }

    private void refused(String sentence) {
        assertThatThrownBy(this::settings)
                .isInstanceOf(InsecureSettingsException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void the_file_in_config_lists_every_setting_and_no_other() {
        values.put("dibs.security.users", "root:administrator:" + HASH);
        values.put("dibs.security.oidc.issuer", "https://issuer.test");
        values.put("dibs.security.oidc.client-id", "dibs");
        values.put("mp.jwt.verify.publickey", "{}");
        values.put("mp.jwt.verify.issuer", "https://issuer.test");
        settings();
        read.removeIf(key -> key.startsWith("mp.jwt."));
        assertThat(read).isEqualTo(new TreeSet<>(defaults().keySet()));
    }

    @Test
    void with_the_defaults_nobody_can_sign_in_so_they_are_refused() {
        refused("Nobody could sign in: set dibs.security.users");
    }

    @Test
    void without_security_nobody_has_to() {
        values.put("dibs.security.enabled", "false");
        assertThat(settings().enabled()).isFalse();
    }

    @Test
    void anything_but_false_keeps_security_on() {
        values.put("dibs.security.enabled", "no");
        refused("dibs.security.enabled is 'no'; it must be true or false.");
    }

    @Test
    void users_come_from_the_setting_and_from_the_file(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("users"), "# people\n\nbob::" + HASH + "\n");
        values.put("dibs.security.users", "ann:operator:" + HASH + ", root:administrator:" + HASH);
        values.put("dibs.security.users-file", file.toString());
        assertThat(settings().users())
                .extracting(SecuritySettings.User::name, SecuritySettings.User::role)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("ann", Optional.of(Role.OPERATOR)),
                        org.assertj.core.groups.Tuple.tuple("root", Optional.of(Role.ADMINISTRATOR)),
                        org.assertj.core.groups.Tuple.tuple("bob", Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "ann",
        "ann:secret",
        "ann:operator:secret",
        "ann:root:" + HASH,
        "a nn::" + HASH,
        "ann::pbkdf2-sha256/1/AAAAAAAAAAAAAAAAAAAAAA/AAAA"
    })
    void a_user_that_is_not_well_written_is_refused_without_telling_a_secret(String user) {
        values.put("dibs.security.users", user);
        refused("A user in dibs.security.users is not written as name:role:hash");
        assertThatThrownBy(this::settings).message().doesNotContain("secret", "AAAA");
    }

    @ParameterizedTest
    @CsvSource({
        "dibs.security.users-file, /no/such/file, cannot be read",
        "mp.jwt.verify.publickey.location, /keys, but not mp.jwt.verify.issuer",
        "dibs.security.oidc.issuer, issuer, it must be a URL",
        "dibs.security.oidc.issuer, https://issuer.test, but not dibs.security.oidc.client-id"
    })
    void a_wrong_setting_is_told(String key, String value, String sentence) {
        values.put(key, value);
        refused(sentence);
    }

    @Test
    void a_user_is_there_once() {
        values.put("dibs.security.users", "ann::" + HASH + ",ann:administrator:" + HASH);
        refused("The user 'ann' in dibs.security.users is there twice.");
    }
}
