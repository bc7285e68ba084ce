package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NeedTest {
    private static Need need(Map<String, String> versions) {
        return new Need("test.Tasks#run", versions);
    }

    @Test
    void a_need_is_one_text_whatever_the_order_of_its_versions() {
        assertThat(need(Map.of()).text()).isEqualTo("test.Tasks#run");
        assertThat(need(Map.of("b", "2", "a", "1.0")).text()).isEqualTo("test.Tasks#run@a=1.0@b=2");
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, 1.0, true",
        "1.0, 1.1, false",
        "1.1, 1.0, true",
        "1.10, 1.9, true",
        "1.9, 1.10, false",
        "1.0.0, 1.0, true",
        "1.0, 1.0.0, true",
        "2.0-SNAPSHOT, 2.0-SNAPSHOT, true",
        "2.0-SNAPSHOT, 2.0, false",
        "2.0, 2.0-SNAPSHOT, true",
        "2.0-SNAPSHOT, 1.9, true",
        "2.0-rc2, 2.0-rc1, true",
        "build-7, 1.0, false",
        "build-7, build-7, true",
        "1.0, build-7, false",
    })
    void a_process_is_new_enough_with_the_same_version_or_a_later_one(String has, String wanted, boolean met) {
        assertThat(need(Map.of("acme", wanted)).isMetBy(Map.of("acme", has))).isEqualTo(met);
    }

    @Test
    void all_versions_are_wanted_and_no_module_may_be_missing() {
        Need need = need(Map.of("a", "1", "b", "2"));
        assertThat(need.isMetBy(Map.of("a", "1", "b", "2", "c", "0"))).isTrue();
        assertThat(need.isMetBy(Map.of("a", "1", "b", "1"))).isFalse();
        assertThat(need.isMetBy(Map.of("a", "1"))).isFalse();
        assertThat(need(Map.of()).isMetBy(Map.of())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v1", "build-7", "-1", " 1"})
    void what_does_not_begin_with_a_digit_cannot_be_compared(String version) {
        assertThat(Need.isComparable(version)).isFalse();
    }
}
