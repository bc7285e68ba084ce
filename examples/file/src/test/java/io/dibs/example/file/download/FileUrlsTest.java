package io.dibs.example.file.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileUrlsTest {
    @Test
    void aFolderHasItsManifest() {
        assertThat(FileUrls.manifest("http://host/a/")).hasToString("http://host/a/PULP_MANIFEST");
        assertThat(FileUrls.manifest("https://host/a/LIST?x=1")).hasToString("https://host/a/LIST?x=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no url",
                "host/a/",
                "file:///etc/",
                "ftp://host/",
                "http:///a/",
                "http:a",
                "http://user:secret@host/",
                "http://host/#x",
                "http://host",
            })
    void refusesWhatCannotBeARemote(String url) {
        assertThatThrownBy(() -> FileUrls.manifest(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The URL ");
    }

    @Test
    void filesLieBesideTheManifest() {
        URI manifest = URI.create("http://host/a/LIST?x=1");
        assertThat(FileUrls.file(manifest, "b/c.txt")).hasToString("http://host/a/b/c.txt");
        assertThat(FileUrls.file(manifest, "a:b?c#d%20 ü,.txt"))
                .hasToString("http://host/a/a%3Ab%3Fc%23d%2520%20%C3%BC%2C.txt");
        assertThat(FileUrls.file(manifest, "http://other/x".replace("//", "/")))
                .hasToString("http://host/a/http%3A/other/x");
    }
}
