package io.dibs.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignaturesTest {
    private final Signatures signatures = new Signatures(SecretKeys.of("a"), "some.setting");

    @Test
    void it_fits_what_was_signed() {
        String signature = signatures.sign(List.of("x", "y"));
        assertThatCode(() -> signatures.verify(signature, List.of("x", "y"))).doesNotThrowAnyException();
    }

    @Test
    void it_fits_nothing_else() {
        String signature = signatures.sign(List.of("x", "y"));
        for (List<String> other : List.of(List.of("xy"), List.of("x", "z"), List.of("x"), List.of("x", "y", ""))) {
            assertThatThrownBy(() -> signatures.verify(signature, other)).hasMessageContaining("was changed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", ":", "b:AAAA", "a:AAAA", "a:!"})
    void what_is_no_signature_is_refused_for_good(String signature) {
        assertThatThrownBy(() -> signatures.verify(signature, List.of("x")))
                .isInstanceOfSatisfying(
                        SealException.class, e -> assertThat(e.isKeyMissing()).isFalse());
    }

    @Test
    void keys_change_while_old_signatures_still_fit() {
        String old = signatures.sign(List.of("x"));
        Signatures both = new Signatures(SecretKeys.of("b", "a"), "some.setting");
        assertThatCode(() -> both.verify(old, List.of("x"))).doesNotThrowAnyException();
    }
}
