package io.dibs.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationModulesTest {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String POM = "META-INF/maven/com.acme/acme/pom.properties";

    @TempDir
    Path ear;

    private static String manifest(String title, String version) {
        return "Manifest-Version: 1.0\nImplementation-Title: " + title + "\nImplementation-Version: " + version + "\n";
    }

    private static String pom(String artifact, String version) {
        return "groupId=com.acme\nartifactId=" + artifact + "\nversion=" + version + "\n";
    }

    private static void folder(Path root, Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    private static void jar(Path path, Map<String, String> files) throws IOException {
        Files.createDirectories(path.getParent());
        try (OutputStream out = Files.newOutputStream(path);
                JarOutputStream jar = new JarOutputStream(out)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                jar.putNextEntry(new JarEntry(file.getKey()));
                jar.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void an_archive_tells_its_version_by_its_manifest_or_else_by_maven() throws Exception {
        folder(ear.resolve("a_jar"), Map.of(MANIFEST, manifest("a", "1.0"), POM, pom("acme", "2.0")));
        folder(ear.resolve("b_jar"), Map.of(MANIFEST, "Manifest-Version: 1.0\n", POM, pom("acme", "2.0")));
        jar(ear.resolve("c.jar"), Map.of(MANIFEST, manifest("c d", "3.0-SNAPSHOT")));
        jar(ear.resolve("d.jar"), Map.of(POM, pom("d", "4")));
        assertThat(ArchiveVersion.of(ear.resolve("a_jar"))).contains(new ArchiveVersion("a", "1.0"));
        assertThat(ArchiveVersion.of(ear.resolve("b_jar"))).contains(new ArchiveVersion("acme", "2.0"));
        assertThat(ArchiveVersion.of(ear.resolve("c.jar"))).contains(new ArchiveVersion("c d", "3.0-SNAPSHOT"));
        assertThat(ArchiveVersion.of(ear.resolve("d.jar"))).contains(new ArchiveVersion("d", "4"));
    }

    @Test
    void one_that_says_nothing_clear_has_no_version() throws Exception {
        jar(ear.resolve("two.jar"), Map.of(POM, pom("a", "1"), "META-INF/maven/b/b/pom.properties", pom("b", "1")));
        jar(ear.resolve("odd.jar"), Map.of(MANIFEST, manifest("a=b", "1")));
        jar(ear.resolve("half.jar"), Map.of(MANIFEST, "Manifest-Version: 1.0\nImplementation-Version: 1\n"));
        folder(ear, Map.of("no.jar", "this is none"));
        for (String name : new String[] {"two.jar", "odd.jar", "half.jar", "no.jar", "missing.jar"}) {
            assertThat(ArchiveVersion.of(ear.resolve(name))).as(name).isEmpty();
        }
    }

    @Test
    void the_classes_of_a_war_have_the_version_of_the_war() throws Exception {
        folder(ear.resolve("web_war"), Map.of(MANIFEST, manifest("web", "1.2"), "WEB-INF/classes/x", ""));
        assertThat(ArchiveVersion.of(ear.resolve("web_war/WEB-INF/classes")))
                .contains(new ArchiveVersion("web", "1.2"));
    }
}
