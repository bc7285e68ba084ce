package io.dibs.example.file.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServedPathTest {
    @Test
    void isARepositoryAndAPathInIt() {
        assertThat(ServedPath.parse("/r/a/b.txt")).contains(new ServedPath("r", "a/b.txt"));
        assertThat(ServedPath.parse("/r/PULP_MANIFEST").orElseThrow().isManifest())
                .isTrue();
        assertThat(ServedPath.parse("/r/a/PULP_MANIFEST").orElseThrow().isManifest())
                .isFalse();
    }

    @Test
    void isDecodedAsAPathAndOnlyOnce() {
        assertThat(ServedPath.parse("/r/a+b%20c%2Cd%C3%BC%3B%3f;x%252F"))
                .contains(new ServedPath("r", "a+b c,dü;?;x%2F"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/r", "/r/%", "/r/%zz"})
    void elseIsNothing(String path) {
        assertThat(ServedPath.parse(path)).isEmpty();
    }
}
