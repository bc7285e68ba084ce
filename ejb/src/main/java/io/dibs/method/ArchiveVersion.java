package io.dibs.method;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.Attributes.Name;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The module that an archive is, as the archive itself says it: by {@code Implementation-Title} and
 * {@code Implementation-Version} in its manifest, else by the {@code pom.properties} that Maven puts into it, if there is just
 * one.
 *
 * @param module its name
 * @param version its version, of any form
 */
record ArchiveVersion(String module, String version) {
    private static final Path MANIFEST = Path.of("META-INF", "MANIFEST.MF");
    private static final Pattern MODULE = Pattern.compile("[^@=\\p{Cntrl}]{1,200}");
    private static final Pattern VERSION = Pattern.compile("[^@\\p{Cntrl}]{1,200}");

    /** Whether this can be the name of a module. */
    static boolean isModule(String text) {
        return text != null && MODULE.matcher(text).matches() && !text.isBlank();
    }

    /** Whether this can be the version of a module. */
    static boolean isVersion(String text) {
        return text != null && VERSION.matcher(text).matches() && !text.isBlank();
    }

    /**
     * What an archive says.
     *
     * @param archive a jar, or a folder with the classes of a jar or, with {@code META-INF} beside its {@code WEB-INF}, of a war
     */
    static Optional<ArchiveVersion> of(Path archive) {
        try {
            if (Files.isDirectory(archive)) {
                return inside(archive.endsWith(Path.of("WEB-INF", "classes")) ? archive.resolve("../..") : archive);
            }
            try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + archive.toUri()), Map.of())) {
                return inside(jar.getPath("/"));
            }
        } catch (IOException | RuntimeException e) { // It is no jar, or a broken one: then it says nothing.
            return Optional.empty();
        }
    }

    private static Optional<ArchiveVersion> inside(Path root) throws IOException {
        Optional<ArchiveVersion> told = ofManifest(root.resolve(MANIFEST.toString()));
        return told.isPresent() ? told : ofMaven(root.resolve("META-INF/maven"));
    }

    private static Optional<ArchiveVersion> ofManifest(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            Attributes attributes = new Manifest(in).getMainAttributes();
            return of(attributes.getValue(Name.IMPLEMENTATION_TITLE), attributes.getValue(Name.IMPLEMENTATION_VERSION));
        }
    }

    private static Optional<ArchiveVersion> ofMaven(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return Optional.empty();
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder, 3)) {
            files = all.filter(file -> file.endsWith("pom.properties")).toList();
        }
        if (files.size() != 1) {
            return Optional.empty(); // Several: jars that were put into one.
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(files.get(0))) {
            properties.load(in);
        }
        return of(properties.getProperty("artifactId"), properties.getProperty("version"));
    }

    private static Optional<ArchiveVersion> of(String module, String version) {
        return isModule(module) && isVersion(version)
                ? Optional.of(new ArchiveVersion(module.strip(), version.strip()))
                : Optional.empty();
    }
}
