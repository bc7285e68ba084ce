package io.dibs.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.SecureClassLoader;
import java.security.cert.Certificate;
import java.sql.Date;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On an EAR unpacked as the server does it: modules as folders, jars as files. */
class ApplicationArchivesTest {
    @TempDir
    Path root;

    private ApplicationArchives beanArchives;
    private ApplicationClasses anyJar;

    @BeforeEach
    void unpack() throws Exception {
        Class<?> anchor = loadedFrom(folder("ear/dibs-ejb_jar"));
        beanArchives = new ApplicationArchives(anchor, false);
        anyJar = new ApplicationArchives(anchor, true);
    }

    @Test
    void theClassesOfEveryModuleCount() throws Exception {
        assertThat(beanArchives.contains(loadedFrom(folder("ear/dibs-ejb_jar"))))
                .isTrue();
        assertThat(beanArchives.contains(loadedFrom(folder("ear/other-ejb_jar"))))
                .isTrue();
        assertThat(beanArchives.contains(loadedFrom(folder("ear/dibs-web_war/WEB-INF/classes"))))
                .isTrue();
    }

    /** Payara gives each class of {@code WEB-INF/classes} its own file as its source. */
    @Test
    void aClassWhoseSourceIsItsOwnFileCounts() throws Exception {
        Path file = folder("ear/dibs-web_war/WEB-INF/classes").resolve("com/acme/Cleaning.class");

        assertThat(beanArchives.contains(definedFrom(file))).isTrue();
    }

    @Test
    void aPluginInTheWarCounts() throws Exception {
        Class<?> plugin = loadedFrom(jar("ear/dibs-web_war/WEB-INF/lib/plugin.jar", "META-INF/beans.xml"));

        assertThat(beanArchives.contains(plugin)).isTrue();
        assertThat(anyJar.contains(plugin)).isTrue();
    }

    @Test
    void aLibraryInTheWarCountsOnlyWhereTheOperatorNamesTheAllowedPackages() throws Exception {
        Class<?> library = loadedFrom(jar("ear/dibs-web_war/WEB-INF/lib/library.jar", "META-INF/other.xml"));

        assertThat(beanArchives.contains(library)).isFalse();
        assertThat(anyJar.contains(library)).isTrue();
    }

    @Test
    void theLibrariesOfTheEarDoNotCount() throws Exception {
        Class<?> library = loadedFrom(jar("ear/lib/library.jar", "META-INF/beans.xml"));

        assertThat(beanArchives.contains(library)).isFalse();
        assertThat(anyJar.contains(library)).isFalse();
    }

    @Test
    void whatLiesOutsideTheEarDoesNotCount() throws Exception {
        assertThat(anyJar.contains(loadedFrom(folder("ear-of-others/ejb_jar")))).isFalse();
        assertThat(anyJar.contains(loadedFrom(jar("server/lib.jar", "META-INF/beans.xml"))))
                .isFalse();
        assertThat(anyJar.contains(loadedFrom(folder("ear/../other")))).isFalse();
    }

    @Test
    void theClassesOfTheJdkDoNotCount() {
        assertThat(anyJar.contains(String.class)).isFalse();
        assertThat(anyJar.contains(Date.class)).isFalse();
    }

    @Test
    void aFolderWithASpaceInItsNameIsFound() throws Exception {
        ApplicationClasses spaced = new ApplicationArchives(loadedFrom(folder("my ear/a_jar")), false);

        assertThat(spaced.contains(loadedFrom(folder("my ear/b_jar")))).isTrue();
    }

    @Test
    void theArchiveOfAClassIsItsModuleOrItsJar() throws Exception {
        Path classes = folder("ear/dibs-web_war/WEB-INF/classes");
        Path plugin = jar("ear/dibs-web_war/WEB-INF/lib/plugin.jar", "META-INF/beans.xml");
        Path module = root.resolve("ear/dibs-ejb_jar");
        assertThat(beanArchives.of(loadedFrom(module))).contains(module);
        assertThat(beanArchives.of(loadedFrom(classes))).contains(classes);
        assertThat(beanArchives.of(definedFrom(classes.resolve("com/acme/Cleaning.class"))))
                .contains(classes);
        assertThat(beanArchives.of(loadedFrom(plugin))).contains(plugin);
        assertThat(beanArchives.of(String.class)).isEmpty();
    }

    @Test
    void allArchivesAreThoseWhoseClassesCount() throws Exception {
        Path classes = folder("ear/dibs-web_war/WEB-INF/classes");
        Path plugin = jar("ear/dibs-web_war/WEB-INF/lib/plugin.jar", "META-INF/beans.xml");
        jar("ear/dibs-web_war/WEB-INF/lib/library.jar", "META-INF/other.xml");
        jar("ear/lib/library.jar", "META-INF/beans.xml");
        assertThat(beanArchives.all()).containsExactlyInAnyOrder(root.resolve("ear/dibs-ejb_jar"), classes, plugin);
    }

    private Path folder(String name) throws IOException {
        Path folder = root.resolve(name);
        Path file = folder.resolve("com/acme/Cleaning.class");
        Files.createDirectories(file.getParent());
        Files.write(file, classFile());
        return folder;
    }

    private Path jar(String name, String marker) throws IOException {
        Path jar = root.resolve(name);
        Files.createDirectories(jar.getParent());
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("com/acme/Cleaning.class"));
            zip.write(classFile());
            zip.putNextEntry(new ZipEntry(marker));
        }
        return jar;
    }

    private static byte[] classFile() throws IOException {
        try (InputStream file = ApplicationArchivesTest.class.getResourceAsStream("/com/acme/Cleaning.class")) {
            return file.readAllBytes();
        }
    }

    private static Class<?> definedFrom(Path file) throws Exception {
        CodeSource source = new CodeSource(file.toUri().toURL(), (Certificate[]) null);
        byte[] bytes = Files.readAllBytes(file);
        return new SecureClassLoader(ClassLoader.getPlatformClassLoader()) {
            Class<?> define() {
                return defineClass("com.acme.Cleaning", bytes, 0, bytes.length, source);
            }
        }.define();
    }

    private static Class<?> loadedFrom(Path place) throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {place.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            return loader.loadClass("com.acme.Cleaning");
        }
    }
}
