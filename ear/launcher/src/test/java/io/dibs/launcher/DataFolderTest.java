package io.dibs.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path folder;

    @Test
    void keepsEverythingButTheServer() throws Exception {
        Path kept;
        Path gone;
        try (DataFolder data = DataFolder.open(folder.resolve("new"))) {
            kept = Files.writeString(data.application().resolve("kept"), "");
            gone = Files.writeString(
                    Files.createDirectory(data.server().resolve("instance")).resolve("gone"), "");
        }
        try (DataFolder data = DataFolder.open(folder.resolve("new"))) {
            assertThat(kept).exists();
            assertThat(gone).doesNotExist();
            assertThat(data.server()).isEmptyDirectory();
        }
    }

    @Test
    void namesTheFolderThatCannotBeUsed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> DataFolder.open(file))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("The folder " + file + " cannot be used");
    }
}
