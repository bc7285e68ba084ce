package io.dibs.method;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The application's own archives and their versions: its EJB module, its war, and the plugins in that. Libraries do not count.
 * Thread-safe. What an archive says is read once.
 */
public final class ApplicationModules {
    private final ApplicationArchives archives;
    private final Map<Path, Optional<ArchiveVersion>> known = new ConcurrentHashMap<>();

    public ApplicationModules(ApplicationArchives archives) {
        this.archives = archives;
    }

    /** The versions of all modules that tell theirs, by module. Of two that have the same name, either. */
    public Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        archives.all().forEach(archive -> version(archive).ifPresent(it -> versions.put(it.module(), it.version())));
        return versions;
    }

    /** The module that a method is in, with its version; empty if its archive tells none. */
    public Map<String, String> of(TaskTarget target) {
        return of(target.owner());
    }

    /** The module that a class is in, with its version; empty if its archive tells none. */
    public Map<String, String> of(Class<?> type) {
        return archives.of(type)
                .flatMap(this::version)
                .map(it -> Map.of(it.module(), it.version()))
                .orElse(Map.of());
    }

    /** Whether a text can be the name of a module: 1 to 200 characters, no {@code @}, {@code =} or control character. */
    public static boolean isModule(String text) {
        return ArchiveVersion.isModule(text);
    }

    /** Whether a text can be the version of a module, of whatever form. */
    public static boolean isVersion(String text) {
        return ArchiveVersion.isVersion(text);
    }

    private Optional<ArchiveVersion> version(Path archive) {
        return known.computeIfAbsent(archive, ArchiveVersion::of);
    }
}
