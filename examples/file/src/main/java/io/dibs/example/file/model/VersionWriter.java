package io.dibs.example.file.model;

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.EntityManager;

import io.dibs.example.file.manifest.ManifestEntry;

/** Writes what a version adds and removes, in batches, so that memory does not grow with the number of files. */
final class VersionWriter {
    private static final int BATCH = 1000;
    /** Databases limit how many parameters a statement may have. */
    private static final int REMOVED_BATCH = 500;

    private final EntityManager database;
    private final long repositoryId;
    private final int number;
    private final VersionProgress progress;
    private final List<String> removedKeys = new ArrayList<>();
    private int pending;
    private long added;
    private long removed;

    VersionWriter(EntityManager database, long repositoryId, int number, VersionProgress progress) {
        this.database = database;
        this.repositoryId = repositoryId;
        this.number = number;
        this.progress = progress;
    }

    void add(ManifestEntry entry) {
        database.persist(new FileContent(repositoryId, number, entry));
        added++;
        if (++pending == BATCH) {
            flushAdded();
        }
    }

    void remove(ManifestEntry entry) {
        removedKeys.add(entry.key());
        removed++;
        if (removedKeys.size() == REMOVED_BATCH) {
            flushRemoved();
        }
    }

    void flush() {
        flushAdded();
        flushRemoved();
    }

    boolean isUnchanged() {
        return added == 0 && removed == 0;
    }

    long added() {
        return added;
    }

    long removed() {
        return removed;
    }

    private void flushAdded() {
        progress.checkStopped().run();
        database.flush();
        database.clear();
        progress.added().increment(pending);
        pending = 0;
    }

    private void flushRemoved() {
        if (removedKeys.isEmpty()) {
            return;
        }
        progress.checkStopped().run();
        database.createQuery("update FileContent c set c.removedIn = :number where c.repositoryId = :repository"
                        + " and c.pathKey in :keys and c.addedIn < :number and c.removedIn > :number")
                .setParameter("number", number)
                .setParameter("repository", repositoryId)
                .setParameter("keys", removedKeys)
                .executeUpdate();
        progress.removed().get().increment(removedKeys.size());
        removedKeys.clear();
    }
}
