package io.dibs.example.file.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestReaderTest {
    private static final String DIGEST = "ab".repeat(32);

    @Test
    void readsPathDigestAndSize() throws Exception {
        assertThat(read("a.txt," + DIGEST + ",12\ndir/b.txt," + DIGEST + ",0"))
                .containsExactly(
                        new ManifestEntry(1, "a.txt", DIGEST, 12), new ManifestEntry(2, "dir/b.txt", DIGEST, 0));
    }

    @Test
    void readsPathsThatHaveCommas() throws Exception {
        assertThat(read("a,b,,c.txt," + DIGEST + ",12"))
                .extracting(ManifestEntry::path)
                .containsExactly("a,b,,c.txt");
    }

    @Test
    void skipsBlankLinesAndCommentsButCountsThem() throws Exception {
        assertThat(read("# a comment\n\n  \nx," + DIGEST + ",1\n"))
                .containsExactly(new ManifestEntry(4, "x", DIGEST, 1));
    }

    @Test
    void trimsFieldsAndLowersTheDigest() throws Exception {
        assertThat(read(" x , " + DIGEST.toUpperCase(Locale.ROOT) + " , 1 \r\n"))
                .containsExactly(new ManifestEntry(1, "x", DIGEST, 1));
    }

    @Test
    void anEmptyManifestHasNoEntries() throws Exception {
        assertThat(read("")).isEmpty();
        assertThat(read("\n# nothing\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no fields at all",
                "one,field",
                ",D,1",
                "/absolute,D,1",
                "a//b,D,1",
                "a/,D,1",
                "../escape,D,1",
                "a/../../escape,D,1",
                "..,D,1",
                "./a,D,1",
                "a/.,D,1",
                "PULP_MANIFEST,D,1",
                "tab\there,D,1",
                "null\0byte,D,1",
                "a,abcd,1",
                "a,Dff,1",
                "a,zD,1",
                "a,D,",
                "a,D,-1",
                "a,D,1.5",
                "a,D,1e3",
                "a,D,9999999999999999999",
            })
    void refusesALineThatIsNotAnEntryAndNamesIt(String line) {
        String manifest = "good," + DIGEST + ",1\n# comment\n" + line.replace("D", DIGEST) + "\n";
        assertThatThrownBy(() -> read(manifest))
                .isInstanceOf(ManifestException.class)
                .hasMessageStartingWith("Line 3 of the manifest: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a..b/c,D,1", "...,D,1", ".hidden/x,D,1", "a b/ü–漢.txt,D,1", "back\\slash,D,1", "a?b=%2e,D,1"})
    void acceptsOddPathsThatDoNotEscape(String line) throws Exception {
        assertThat(read(line.replace("D", DIGEST))).hasSize(1);
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] line = ("\u00e4," + DIGEST + ",1").getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> read(line)).hasMessage("Line 1 of the manifest: it is not UTF-8.");
    }

    @Test
    void refusesALineWithoutAnEnd() {
        assertThatThrownBy(() -> read("x".repeat(Lines.MAX_BYTES + 1)))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining("Line 1 of the manifest: it is longer than");
        assertThatThrownBy(() -> read("x".repeat(ManifestReader.MAX_PATH + 1) + "," + DIGEST + ",1"))
                .hasMessageContaining("the path is longer than");
    }

    private static List<ManifestEntry> read(String manifest) throws IOException, ManifestException {
        return read(manifest.getBytes(StandardCharsets.UTF_8));
    }

    private static List<ManifestEntry> read(byte[] manifest) throws IOException, ManifestException {
        List<ManifestEntry> entries = new ArrayList<>();
        try (ManifestReader reader = new ManifestReader(new ByteArrayInputStream(manifest))) {
            for (ManifestEntry entry = reader.next(); entry != null; entry = reader.next()) {
                entries.add(entry);
            }
        }
        return entries;
    }
}
