package io.dibs.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

class SignatureTest {
    private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    private static final Instant AT = Instant.ofEpochSecond(1_732_475_405);

    /** Computed apart: printf '1732475405.{"a":1}' | openssl dgst -sha256 -hmac sixteen-chars-at-least */
    @Test
    void it_is_what_others_compute() {
        assertThat(new Signature(List.of("sixteen-chars-at-least")).of(BODY, AT))
                .isEqualTo("t=1732475405,v1=c49281b170b8d5de406dee00a9d8edbfe64823ff0042d4a47c10e9d512ca91dc");
    }

    @Test
    void there_is_one_for_each_secret() {
        String both = new Signature(List.of("sixteen-chars-at-least", "another-secret-of-ours")).of(BODY, AT);
        assertThat(both).startsWith(new Signature(List.of("sixteen-chars-at-least")).of(BODY, AT) + ",v1=");
        assertThat(both.split("v1=")).hasSize(3).doesNotHaveDuplicates();
    }
}
