package io.dibs.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossSiteGuardTest {
    private final CrossSiteGuard guard = new CrossSiteGuard(new SecuritySettings(
            true,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            new SecuritySettings.Sessions(Optional.empty(), Duration.ofHours(8), Optional.empty()),
            Map.of(),
            Set.of("https://dashboard.test")));

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, dibs.test, true",
                "same-origin, https://dibs.test, dibs.test, true",
                "none, -, dibs.test, true",
                "same-origin, -, dibs.test, true",
                "cross-site, https://evil.test, dibs.test, false",
                "cross-site, -, dibs.test, false",
                "same-site, https://other.dibs.test, dibs.test, false",
                "cross-site, https://dashboard.test, dibs.test, true",
                "cross-site, http://dashboard.test, dibs.test, false",
                "cross-site, https://dibs.test, dibs.test, false",
                "anything, -, dibs.test, false",
                "-, https://dibs.test, dibs.test, true",
                "-, https://dibs.test, dibs.test:443, true",
                "-, http://dibs.test:8080, dibs.test:8080, true",
                "-, http://dibs.test:8081, dibs.test:8080, false",
                "-, http://dibs.test, dibs.test:8080, false",
                "-, https://evil.test, dibs.test, false",
                "-, https://dibs.test.evil.test, dibs.test, false",
                "-, null, dibs.test, false",
                "-, not a url, dibs.test, false",
                "-, https://dashboard.test, dibs.test, true"
            })
    void only_own_pages_and_programs_change_something(String site, String origin, String host, boolean may) {
        assertThat(guard.mayChange(site, origin, host)).isEqualTo(may);
    }
}
