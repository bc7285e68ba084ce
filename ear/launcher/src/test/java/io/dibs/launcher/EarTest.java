package io.dibs.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"/dibs,/dibs", "dibs,/dibs", "/a/b/,/a/b", "/,''"})
    void knowsWhereItsWebModuleAnswers(String written, String expected) throws Exception {
        Path file = folder.resolve("my.ear");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("META-INF/application.xml"));
            zip.write(("<web><context-root>" + written + "</context-root></web>").getBytes(StandardCharsets.UTF_8));
        }
        assertThat(new Ear(file).contextRoot()).isEqualTo(expected);
    }

    @Test
    void namesTheFileThatIsNoEar() {
        assertThatThrownBy(new Ear(folder.resolve("none.ear"))::contextRoot)
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("none.ear cannot be read");
    }
}
