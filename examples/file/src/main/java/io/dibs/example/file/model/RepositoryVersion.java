package io.dibs.example.file.model;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Objects;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** A version of a repository. It never changes. */
@Entity
@Table(name = "file_repository_version")
@IdClass(RepositoryVersion.Key.class)
public class RepositoryVersion {
    /** A version's key. Not a record: Jakarta Persistence 3.1 wants a constructor without parameters. */
    public static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        private long repositoryId;
        private int number;

        /** For the persistence provider. */
        public Key() {}

        /** The key with these parts. */
        public Key(long repositoryId, int number) {
            this.repositoryId = repositoryId;
            this.number = number;
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof Key other && repositoryId == other.repositoryId && number == other.number;
        }

        @Override
        public int hashCode() {
            return Objects.hash(repositoryId, number);
        }
    }

    @Id
    @Column(name = "repository_id")
    private long repositoryId;

    @Id
    @Column(name = "version_number")
    private int number;

    @Column(name = "content_count", nullable = false)
    private long contentCount;

    @Column(name = "added_count", nullable = false)
    private long addedCount;

    @Column(name = "removed_count", nullable = false)
    private long removedCount;

    @Column(name = "created_at", nullable = false)
    private LocalDateTime createdAt;

    protected RepositoryVersion() {}

    private RepositoryVersion(long repositoryId, int number, long contentCount, long addedCount, long removedCount) {
        this.repositoryId = repositoryId;
        this.number = number;
        this.contentCount = contentCount;
        this.addedCount = addedCount;
        this.removedCount = removedCount;
        this.createdAt = UtcTime.now();
    }

    /** The empty version that a repository begins with. */
    public static RepositoryVersion first(long repositoryId) {
        return new RepositoryVersion(repositoryId, 0, 0, 0, 0);
    }

    /** The version after this one. */
    public RepositoryVersion next(long added, long removed) {
        return new RepositoryVersion(repositoryId, number + 1, contentCount + added - removed, added, removed);
    }

    /** Its number, from 0. */
    public int number() {
        return number;
    }

    /** How many files it has. */
    public long contentCount() {
        return contentCount;
    }

    /** How many of them the version before has not. */
    public long addedCount() {
        return addedCount;
    }

    /** How many the version before has and this one has not. */
    public long removedCount() {
        return removedCount;
    }

    /** When it was created. */
    public Instant createdAt() {
        return UtcTime.instant(createdAt);
    }
}
