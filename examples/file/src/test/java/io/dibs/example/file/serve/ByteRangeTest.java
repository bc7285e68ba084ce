package io.dibs.example.file.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0,0,1",
        "bytes=0-99,0,100",
        "bytes=10-,10,90",
        "bytes=10-19,10,10",
        "bytes=90-1000,90,10",
        "bytes=-5,95,5",
        "bytes=-1000,0,100",
    })
    void isAPartOfTheFile(String header, long first, long length) throws Exception {
        assertThat(ByteRange.parse(header, 100)).contains(new ByteRange(first, length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=999999999999999999-"})
    void ofWhatTheFileDoesNotHaveIsUnsatisfiable(String header) {
        assertThatThrownBy(() -> ByteRange.parse(header, 100)).isInstanceOf(ByteRange.Unsatisfiable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=", "bytes=-", "bytes=5-4", "bytes=a-b", "lines=1-2", "bytes=0-1,5-6", "", "bytes=1"})
    void inAFormThatMayBeIgnoredIsIgnored(String header) throws Exception {
        assertThat(ByteRange.parse(header, 100)).isEmpty();
    }

    @Test
    void nothingIsAskedForWithoutAHeader() throws Exception {
        assertThat(ByteRange.parse(null, 100)).isEmpty();
    }

    @Test
    void anEmptyFileHasNoPart() {
        assertThatThrownBy(() -> ByteRange.parse("bytes=0-", 0)).isInstanceOf(ByteRange.Unsatisfiable.class);
    }

    @Test
    void saysWhichPartItIs() {
        assertThat(new ByteRange(10, 5).contentRange(100)).isEqualTo("bytes 10-14/100");
    }
}
