package io.dibs.web.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HrefsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "repository:a | resources/repository%3Aa",
                "a/b c | resources/a/b%20c",
                "a+b?c#d%e | resources/a%2Bb%3Fc%23d%25e",
                "\"🦆\" | resources/%22%F0%9F%A6%86%22",
                "a..b/.c | resources/a..b/.c",
                "/a | resources?name=%2Fa",
                "a/ | resources?name=a%2F",
                "a//b | resources?name=a%2F%2Fb",
                "a/../b | resources?name=a%2F..%2Fb",
                ". | resources?name=.",
                "a;b | resources?name=a%3Bb",
                "a\\b | resources?name=a%5Cb"
            })
    void a_resource_has_an_address_that_servers_leave_alone(String name, String expected) {
        assertThat(new Hrefs("/api/").resource(name)).isEqualTo("/api/" + expected);
    }
}
