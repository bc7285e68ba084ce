package io.dibs.method;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;

/**
 * The modules of an EAR as the server has unpacked it: a class is the application's own if it was loaded from there, but
 * not from {@code lib/}, which holds libraries. A war's {@code WEB-INF/lib} holds plugins and libraries alike; of them,
 * the bean archives count, or all of them if the operator names the allowed packages. Thread-safe.
 */
public final class ApplicationArchives implements ApplicationClasses {
    private final Optional<Path> root;
    private final boolean anyJar;
    private final Map<Path, Boolean> beanArchives = new ConcurrentHashMap<>();

    /**
     * @param anchor a class of the EAR's ejb module
     * @param anyJar whether the jars of {@code WEB-INF/lib} count even without a {@code META-INF/beans.xml}
     */
    public ApplicationArchives(Class<?> anchor, boolean anyJar) {
        this.root = location(anchor).map(Path::getParent);
        this.anyJar = anyJar;
    }

    @Override
    public boolean contains(Class<?> type) {
        Path archive = location(type).orElse(null);
        if (root.isEmpty() || archive == null || !archive.startsWith(root.get()) || archive.equals(root.get())) {
            return false;
        }
        Path inside = root.get().relativize(archive);
        if (inside.startsWith("lib")) {
            return false;
        }
        boolean isWebLibrary =
                inside.getNameCount() == 4 && inside.subpath(1, 3).equals(Path.of("WEB-INF", "lib"));
        return !isWebLibrary || anyJar || beanArchives.computeIfAbsent(archive, ApplicationArchives::isBeanArchive);
    }

    private static boolean isBeanArchive(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getEntry("META-INF/beans.xml") != null;
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<Path> location(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        if (location == null) {
            return Optional.empty();
        }
        String text = location.toString().replaceFirst("^jar:", "").replaceFirst("!/$", "");
        try {
            return Optional.of(Path.of(new URI(text)).toAbsolutePath().normalize());
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return Optional.empty();
        }
    }
}
