package io.dibs.example.file.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.api.Test;

class ConditionsTest {
    private static final ServedFile FILE = new ServedFile("ab".repeat(32), Instant.parse("2026-01-01T00:00:00.900Z"));

    @Test
    void theSameEtagIsNotModified() {
        assertThat(ifNoneMatch(FILE.etag())).isTrue();
        assertThat(ifNoneMatch("\"x\", W/" + FILE.etag())).isTrue();
        assertThat(ifNoneMatch("*")).isTrue();
        assertThat(ifNoneMatch("\"x\"")).isFalse();
        assertThat(ifNoneMatch("ab".repeat(32))).isFalse();
    }

    @Test
    void aDateCountsByTheSecond() {
        long since = FILE.lastModifiedMillis();
        assertThat(new Conditions(null, since, null).isNotModified(FILE)).isTrue();
        assertThat(new Conditions(null, since - 1000, null).isNotModified(FILE)).isFalse();
        assertThat(new Conditions(null, -1, null).isNotModified(FILE)).isFalse();
    }

    @Test
    void aRangeOfAnotherFileIsNotGiven() {
        assertThat(new Conditions(null, -1, null).allowsRange(FILE)).isTrue();
        assertThat(new Conditions(null, -1, FILE.etag()).allowsRange(FILE)).isTrue();
        assertThat(new Conditions(null, -1, "\"x\"").allowsRange(FILE)).isFalse();
        assertThat(new Conditions(null, -1, "W/" + FILE.etag()).allowsRange(FILE))
                .isFalse();
    }

    private static boolean ifNoneMatch(String header) {
        return new Conditions(header, -1, null).isNotModified(FILE);
    }
}
