package io.dibs.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Supplier;

/** The working directory of one execution: made when it is asked for, removed with all in it at the end. */
final class WorkingDirectory {
    private final Supplier<Path> place;
    private Path path;

    WorkingDirectory(Supplier<Path> place) {
        this.place = place;
    }

    synchronized Path get() {
        if (path == null) {
            Path wanted = place.get();
            try {
                Files.createDirectories(wanted);
            } catch (IOException e) {
                throw new UncheckedIOException("The working directory " + wanted + " cannot be created.", e);
            }
            path = wanted;
        }
        return path;
    }

    synchronized void remove() throws IOException {
        if (path == null) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
