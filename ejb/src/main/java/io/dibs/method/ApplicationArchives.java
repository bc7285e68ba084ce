package io.dibs.method;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The modules of an EAR as the server has unpacked it: a class is the application's own if it was loaded from there, but
 * not from {@code lib/}, which holds libraries. A war's {@code WEB-INF/lib} holds plugins and libraries alike; of them,
 * the bean archives count, or all of them if the operator names the allowed packages. Thread-safe.
 */
public final class ApplicationArchives implements ApplicationClasses {
    private static final String WEB_INF = "WEB-INF";

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
        return of(type).isPresent();
    }

    /** The archive that a class of the application's own is from. */
    Optional<Path> of(Class<?> type) {
        return location(type).filter(this::isOwn).map(this::archive);
    }

    /** Of where a class is from: the server may name the file of the class itself. */
    private Path archive(Path source) {
        Path inside = root.orElseThrow().relativize(source);
        int names = 1;
        if (inside.getNameCount() > 2 && inside.getName(1).toString().equals(WEB_INF)) {
            names = inside.getName(2).toString().equals("lib") ? 4 : 3;
        }
        return root.get().resolve(inside.subpath(0, names));
    }

    /** All of the application's own archives. */
    List<Path> all() {
        List<Path> all = new ArrayList<>();
        for (Path module : root.map(ApplicationArchives::entries).orElse(List.of())) {
            if (Files.isDirectory(module.resolve(WEB_INF))) {
                all.add(module.resolve(WEB_INF).resolve("classes"));
                all.addAll(entries(module.resolve(WEB_INF).resolve("lib")));
            } else {
                all.add(module);
            }
        }
        return all.stream().filter(this::isOwn).toList();
    }

    private static List<Path> entries(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isOwn(Path archive) {
        if (root.isEmpty() || !archive.startsWith(root.get()) || archive.equals(root.get())) {
            return false;
        }
        Path inside = root.get().relativize(archive);
        if (inside.startsWith("lib")) {
            return false;
        }
        boolean isWebLibrary =
                inside.getNameCount() == 4 && inside.subpath(1, 3).equals(Path.of(WEB_INF, "lib"));
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
