package io.dibs.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyRingTest {
    private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    @Test
    void the_first_key_seals_and_all_are_known() {
        KeyRing keys = KeyRing.parse("new:" + KEY + ",\n old:" + KEY + "\n");
        assertThat(keys.first()).hasValue("new");
        assertThat(keys.find("old")).isPresent();
        assertThat(keys.find("other")).isEmpty();
    }

    @Test
    void nothing_means_no_keys() {
        assertThat(KeyRing.parse(" ").isEmpty()).isTrue();
    }

    @Test
    void none_in_the_first_place_seals_nothing_and_still_opens() {
        KeyRing keys = KeyRing.parse("none, old:" + KEY);
        assertThat(keys.first()).isEmpty();
        assertThat(keys.find("old")).isPresent();
        assertThat(new Encryption(keys, "some.setting").encrypt("x", "task", "place"))
                .isEqualTo("x");
    }

    @Test
    void its_text_has_ids_and_no_key() {
        assertThat(KeyRing.parse("a:" + KEY)).hasToString("KeyRing[a]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY= | has no id",
                "a/b:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY= | has no id",
                "a:c2VjcmV0 | Key 1 of 1 ('a') is not 32 bytes",
                "a:c2VjcmV0! | Key 1 of 1 ('a') is not 32 bytes",
                "a: | Key 1 of 1 ('a') is not 32 bytes"
            })
    void a_mistake_is_told_without_any_of_the_key(String text, String sentence) {
        assertThatThrownBy(() -> KeyRing.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence)
                .message()
                .doesNotContain("c2VjcmV0")
                .doesNotContain("MDEy");
    }

    @Test
    void two_keys_of_one_id_are_refused() {
        assertThatThrownBy(() -> KeyRing.parse("a:" + KEY + ",a:" + KEY)).hasMessageContaining("Two keys");
    }
}
