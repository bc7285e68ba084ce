package io.dibs.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.dibs.TaskRefusedException;

class AllowedHostsTest {
    private final AllowedHosts hosts =
            new AllowedHosts(List.of("hooks.example.com", "Other.example.com:8443", "*.partner.example"), false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example.com",
                "https://hooks.example.com/a?b=c",
                "https://hooks.example.com:443/",
                "HTTPS://Hooks.Example.COM/",
                "https://other.example.com:8443/x",
                "https://a.partner.example/",
                "https://a.b.partner.example/"
            })
    void what_is_listed_may_be_called(String url) {
        assertThatCode(() -> hosts.check(URI.create(url))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://example.com/                | dibs.webhooks.allowed-hosts does not list example.com",
                "https://xhooks.example.com/         | does not list xhooks.example.com",
                "https://hooks.example.com.evil.org/ | does not list hooks.example.com.evil.org",
                "https://hooks.example.com:8443/     | does not list hooks.example.com:8443",
                "https://other.example.com/          | does not list other.example.com",
                "https://partner.example/            | does not list partner.example",
                "https://127.0.0.1/                  | does not list 127.0.0.1",
                "https://[::1]/                      | does not list ::1",
                "http://hooks.example.com/           | dibs.webhooks.allow-http permits http",
                "file:///etc/passwd                  | must be an absolute URL with a host",
                "ftp://hooks.example.com/            | must begin with https://",
                "https:hooks.example.com             | must be an absolute URL",
                "/hooks                              | must be an absolute URL",
                "https://user:pw@hooks.example.com/  | neither a user name",
                "https://evil.org#@hooks.example.com | a fragment",
                "https://hooks.example.com/#a        | a fragment"
            })
    void all_else_is_refused_with_a_sentence_and_without_secrets(String url, String sentence) {
        assertThatThrownBy(() -> hosts.check(URI.create(url)))
                .isInstanceOf(TaskRefusedException.class)
                .hasMessageContaining(sentence)
                .message()
                .doesNotContain("pw");
    }

    @Test
    void nothing_is_listed_by_default() {
        assertThatThrownBy(() -> new AllowedHosts(List.of(), true).check(URI.create("http://localhost/")))
                .hasMessageContaining("dibs.webhooks.allowed-hosts does not list localhost");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "::ffff:127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::1",
                "ff02::1"
            })
    void a_host_that_a_pattern_lists_is_not_called_inside(String address) throws Exception {
        InetAddress inside = InetAddress.getByName(address);
        assertThat(hosts.allows(URI.create("https://a.partner.example/"), inside))
                .isFalse();
        assertThat(hosts.allows(URI.create("https://hooks.example.com/"), inside))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "8.8.8.8", "100.128.0.1", "172.32.0.1", "2606:4700::1111"})
    void a_host_that_a_pattern_lists_is_called_outside(String address) throws Exception {
        assertThat(hosts.allows(URI.create("https://a.partner.example/"), InetAddress.getByName(address)))
                .isTrue();
    }
}
