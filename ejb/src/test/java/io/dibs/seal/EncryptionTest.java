package io.dibs.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionTest {
    private final Encryption encryption = new Encryption(SecretKeys.of("a"), "some.setting");

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "[\"a secret\"]", "ä€😀"})
    void a_text_comes_back(String text) throws SealException {
        String sealed = encryption.encrypt(text, "task", "place");
        assertThat(sealed).startsWith("aes=a:");
        assertThat(encryption.decrypt(sealed, "task", "place")).isEqualTo(text);
    }

    @Test
    void the_same_text_is_encrypted_differently_each_time() {
        assertThat(encryption.encrypt("x", "task", "place")).isNotEqualTo(encryption.encrypt("x", "task", "place"));
    }

    @Test
    void it_cannot_be_moved_to_another_subject_or_place() {
        String sealed = encryption.encrypt("x", "task", "place");
        assertThatThrownBy(() -> encryption.decrypt(sealed, "other", "place")).isInstanceOf(SealException.class);
        assertThatThrownBy(() -> encryption.decrypt(sealed, "task", "other")).isInstanceOf(SealException.class);
    }

    @Test
    void no_bit_of_it_can_be_changed() {
        String sealed = encryption.encrypt("some text", "task", "place");
        int start = "aes=a:".length();
        byte[] bytes = Base64.getDecoder().decode(sealed.substring(start));
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= 1;
            String changed = "aes=a:" + Base64.getEncoder().encodeToString(bytes);
            bytes[i] ^= 1;
            assertThatThrownBy(() -> encryption.decrypt(changed, "task", "place"))
                    .isInstanceOf(SealException.class)
                    .hasMessageContaining("was changed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"aes=a:", "aes=a:AAAA", "aes=a:AAAAAAAAAAAAAAAAAAAAAAAA", "aes=a:!"})
    void what_is_no_ciphertext_was_changed(String text) {
        assertThatThrownBy(() -> encryption.decrypt(text, "task", "place"))
                .isInstanceOf(SealException.class)
                .hasMessageContaining("was changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aes=b:AAAA", "aes=", "aes=x"})
    void a_key_that_is_not_there_is_named(String text) {
        assertThatThrownBy(() -> encryption.decrypt(text, "task", "place"))
                .isInstanceOfSatisfying(
                        SealException.class, e -> assertThat(e.isKeyMissing()).isTrue())
                .hasMessageContaining("some.setting");
    }

    @Test
    void keys_change_while_old_texts_are_still_read() throws SealException {
        String old = encryption.encrypt("x", "task", "place");
        Encryption both = new Encryption(SecretKeys.of("b", "a"), "some.setting");
        assertThat(both.decrypt(old, "task", "place")).isEqualTo("x");
        assertThat(both.encrypt("x", "task", "place")).startsWith("aes=b:");
    }

    @Test
    void what_is_not_encrypted_is_read_as_it_is() throws SealException {
        assertThat(encryption.decrypt("[1]", "task", "place")).isEqualTo("[1]");
        assertThat(new Encryption(KeyRing.NONE, "some.setting").encrypt("[1]", "task", "place"))
                .isEqualTo("[1]");
    }
}
