package io.dibs.example.file.artifact;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;

/** A folder for files that are not finished. It disappears, with all in it, when it is closed. */
public final class StagingArea implements Closeable {
    private final Path folder;

    StagingArea(Path folder) throws IOException {
        this.folder = folder;
        removeAll();
        Files.createDirectories(folder);
    }

    /** The folder. */
    public Path folder() {
        return folder;
    }

    /** A name for a new file in the folder; the file is not created. */
    public Path newFile() {
        return folder.resolve(UUID.randomUUID().toString());
    }

    @Override
    public void close() throws IOException {
        removeAll();
    }

    private void removeAll() throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                // Another thread has moved or removed it, which is as good.
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
