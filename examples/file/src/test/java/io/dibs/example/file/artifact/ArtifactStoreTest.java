package io.dibs.example.file.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactStoreTest {
    private static final String DIGEST = "0123456789abcdef".repeat(4);

    @TempDir
    Path base;

    @Test
    void anAdoptedFileIsAnArtifact() throws IOException {
        ArtifactStore store = new ArtifactStore(base);
        assertThat(store.contains(DIGEST, 5)).isFalse();
        try (StagingArea staging = store.stage("a")) {
            store.adopt(Files.writeString(staging.newFile(), "hello"), DIGEST);
        }
        assertThat(store.contains(DIGEST, 5)).isTrue();
        assertThat(store.path(DIGEST)).hasContent("hello").isEqualTo(base.resolve("artifacts/01/" + DIGEST));
    }

    @Test
    void anotherSizeIsNotTheSameArtifact() throws IOException {
        ArtifactStore store = new ArtifactStore(base);
        try (StagingArea staging = store.stage("a")) {
            store.adopt(Files.writeString(staging.newFile(), "hello"), DIGEST);
        }
        assertThat(store.contains(DIGEST, 4)).isFalse();
    }

    @Test
    void adoptingTwiceIsHarmless() throws IOException {
        ArtifactStore store = new ArtifactStore(base);
        try (StagingArea staging = store.stage("a")) {
            store.adopt(Files.writeString(staging.newFile(), "hello"), DIGEST);
            store.adopt(Files.writeString(staging.newFile(), "hello"), DIGEST);
        }
        assertThat(store.contains(DIGEST, 5)).isTrue();
    }

    @Test
    void aStagingAreaDisappearsWithItsFiles() throws IOException {
        StagingArea staging = new ArtifactStore(base).stage("a");
        Files.createDirectories(staging.folder().resolve("deep/er"));
        Files.writeString(staging.folder().resolve("deep/er/file"), "x");
        staging.close();
        assertThat(staging.folder()).doesNotExist();
        staging.close();
    }

    @Test
    void aStagingAreaBeginsEmptyAfterAProcessWasKilled() throws IOException {
        ArtifactStore store = new ArtifactStore(base);
        Path left = Files.writeString(store.stage("a").newFile(), "half a file");
        try (StagingArea again = store.stage("a")) {
            assertThat(left).doesNotExist();
            assertThat(again.folder()).isEmptyDirectory();
        }
    }

    @Test
    void aNameThatIsNoDigestHasNoPlace() {
        assertThatThrownBy(() -> new ArtifactStore(base).path("../../etc/passwd"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
