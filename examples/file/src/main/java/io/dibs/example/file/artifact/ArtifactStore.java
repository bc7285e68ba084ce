package io.dibs.example.file.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

import io.dibs.example.file.manifest.Sha256;

/**
 * A folder of artifacts: files that never change, named by their SHA-256. An artifact appears whole or not at all,
 * because it is written elsewhere on the same file system, verified, and then moved into place in one step. Thread-safe,
 * and several processes may share the folder.
 */
public final class ArtifactStore {
    private final Path artifacts;
    private final Path staging;

    /** A store in this folder, which is created when something is put into it. */
    public ArtifactStore(Path base) {
        artifacts = base.resolve("artifacts");
        staging = base.resolve("staging");
    }

    /** Whether there is an artifact of this digest and size. */
    public boolean contains(String digest, long size) {
        try {
            return Files.readAttributes(path(digest), BasicFileAttributes.class).size() == size;
        } catch (IOException e) {
            return false;
        }
    }

    /** Where an artifact is, or would be. */
    public Path path(String digest) {
        if (!Sha256.isHex(digest)) {
            throw new IllegalArgumentException("'" + digest + "' is not a SHA-256.");
        }
        // 256 folders keep each of them manageable up to some ten million artifacts, and are soon all there.
        return artifacts.resolve(digest.substring(0, 2)).resolve(digest);
    }

    /**
     * Moves a finished file, whose digest the caller has verified, into its place. If another thread was faster, its file
     * is replaced by this one, which is the same.
     *
     * @param file a file in a {@linkplain #stage staging area} of this store
     */
    public void adopt(Path file, String digest) throws IOException {
        Path target = path(digest);
        try {
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            Files.createDirectories(target.getParent());
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /**
     * Opens a staging area, on the file system of the artifacts, empty: what an earlier owner left there, because its
     * process was killed, is removed.
     *
     * @param owner a name that only one task uses at a time, because it has reserved what the name says
     */
    public StagingArea stage(String owner) throws IOException {
        return new StagingArea(staging.resolve(owner));
    }
}
