package io.dibs.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchOptionsTest {
    @Test
    void withoutOptionsRunsTheBundledEarOnTheFirstFreePortOfThisMachine() {
        LaunchOptions options = LaunchOptions.parse();
        assertThat(options.runsDibs()).isTrue();
        assertThat(options.ear()).isEmpty();
        assertThat(options.data()).isEqualTo(Path.of(".dibs"));
        assertThat(options.address()).isEqualTo("127.0.0.1");
        assertThat(options.fixedPort()).isEmpty();
        assertThat(options.others()).containsExactly("--autobindhttp", "--autobindrange", "1000", "--port", "8080");
    }

    @Test
    void aGivenPortIsThatPortOrNone() {
        LaunchOptions options = LaunchOptions.parse("--port", "9090");
        assertThat(options.fixedPort()).contains(9090);
        assertThat(options.others()).containsExactly("--port", "9090");
    }

    @Test
    void aGivenPortMayBeWhereTheSearchBegins() {
        LaunchOptions options = LaunchOptions.parse("--port", "9090", "--autoBindHttp", "--autoBindRange", "5");
        assertThat(options.fixedPort()).isEmpty();
        assertThat(options.others()).containsExactly("--autoBindRange", "5", "--autobindhttp", "--port", "9090");
    }

    @Test
    void aGivenEarTakesThePlaceOfTheBundledOne() {
        LaunchOptions options = LaunchOptions.parse("--deploy", "my.EAR", "--deploy", "beside.war");
        assertThat(options.runsDibs()).isTrue();
        assertThat(options.ear()).contains(Path.of("my.EAR"));
        assertThat(options.others()).containsSequence("--deploy", "beside.war").doesNotContain("my.EAR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--deploy x.war", "--deployDir dir", "--help", "--version", "--outputUberJar x.jar"})
    void otherWorkIsLeftToPayaraMicro(String line) {
        assertThat(LaunchOptions.parse(line.split(" ")).runsDibs()).isFalse();
        assertThat(LaunchOptions.parse(("--dibs " + line).split(" ")).runsDibs())
                .isTrue();
    }

    @Test
    void anOptionWithoutItsValueIsAnError() {
        assertThatThrownBy(() -> LaunchOptions.parse("--dibs-data"))
                .isInstanceOf(LaunchException.class)
                .hasMessage("The option --dibs-data needs a value.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "http"})
    void aPortThatIsNoneIsAnError(String port) {
        assertThatThrownBy(() -> LaunchOptions.parse("--port", port))
                .isInstanceOf(LaunchException.class)
                .hasMessage("The option --port needs a number from 1 to 65535, not " + port + ".");
    }
}
