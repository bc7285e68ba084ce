package io.dibs.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Real files in plenty: those that Maven has downloaded to build this project. */
record LocalRepository(Path folder) {
    private static final long MAX_BYTES = 2_000_000;

    static LocalRepository ofThisBuild() {
        return new LocalRepository(Path.of(System.getProperty("dibs.local-repository")));
    }

    /** So many jars and poms, of every size up to 2 MB. */
    List<Path> files(int count) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> found = all.filter(LocalRepository::isWanted).sorted().toList();
            if (found.size() < count) {
                throw new IllegalStateException("There are only " + found.size() + " jars and poms in " + folder);
            }
            int step = found.size() / count;
            return Stream.iterate(0, i -> i + step).limit(count).map(found::get).toList();
        }
    }

    /** The path within the repository, as an URL writes it. */
    String path(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private static boolean isWanted(Path file) {
        String name = file.getFileName().toString();
        try {
            return (name.endsWith(".jar") || name.endsWith(".pom"))
                    && Files.isRegularFile(file)
                    && Files.size(file) <= MAX_BYTES;
        } catch (IOException e) {
            return false;
        }
    }
}
