package io.dibs.it;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * A local Maven repository for a build within the build. Of Dibs, it has what this build has just made; everything else
 * is links to the local repository of this build, so that nothing has to be downloaded twice. Nothing of Dibs gets into
 * that one, where other builds would find it.
 */
record LinkedRepository(Path folder) implements AutoCloseable {
    private static final Path DIBS = Path.of("io", "dibs");

    /** In a new folder. */
    static LinkedRepository create(Path folder, Path original) throws IOException {
        LinkedRepository repository = new LinkedRepository(folder);
        repository.link(original, Path.of("."));
        repository.link(original, DIBS.getParent());
        return repository;
    }

    /** Links the folders of one folder, but not those on the way to Dibs. */
    private void link(Path original, Path parent) throws IOException {
        Path here = Files.createDirectories(folder.resolve(parent));
        if (!Files.isDirectory(original.resolve(parent))) {
            return;
        }
        for (Path each : folders(original.resolve(parent))) {
            if (!DIBS.startsWith(parent.resolve(each.getFileName()).normalize())) {
                Files.createSymbolicLink(here.resolve(each.getFileName()), each.toAbsolutePath());
            }
        }
    }

    private static List<Path> folders(Path parent) throws IOException {
        try (Stream<Path> all = Files.list(parent)) {
            return all.filter(Files::isDirectory).toList();
        }
    }

    /** Adds a file of an artifact of Dibs. */
    void add(String artifact, String version, String extension, Path file) throws IOException {
        Path target =
                Files.createDirectories(folder.resolve(DIBS).resolve(artifact).resolve(version));
        Files.copy(file, target.resolve(artifact + "-" + version + "." + extension));
    }

    /** Removes it with its links, so that nobody follows them; what they lead to stays. */
    @Override
    public void close() throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path fileOrLink, BasicFileAttributes attributes) throws IOException {
                Files.delete(fileOrLink);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
