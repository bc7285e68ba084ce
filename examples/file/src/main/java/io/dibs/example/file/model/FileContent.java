package io.dibs.example.file.model;

import java.io.Serializable;
import java.util.Objects;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Index;
import jakarta.persistence.Table;

import io.dibs.example.file.manifest.ManifestEntry;

/**
 * A file of a repository, from the version that added it up to, not including, the one that removed it. So a version
 * costs as many rows as it changes, not as many as it has.
 */
@Entity
@Table(
        name = "file_content",
        // Providers choose the order of a primary key's columns as they like; pages of content need this one.
        indexes = @Index(name = "file_content_by_path", columnList = "repository_id, path_key, added_in"))
@IdClass(FileContent.Key.class)
public class FileContent {
    /** The version that removes what is still there. */
    public static final int NEVER = Integer.MAX_VALUE;

    /** A file's key. Not a record: Jakarta Persistence 3.1 wants a constructor without parameters. */
    public static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        private long repositoryId;
        private String pathKey;
        private int addedIn;

        /** For the persistence provider. */
        public Key() {}

        /** The key with these parts. */
        public Key(long repositoryId, String pathKey, int addedIn) {
            this.repositoryId = repositoryId;
            this.pathKey = pathKey;
            this.addedIn = addedIn;
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof Key other
                    && repositoryId == other.repositoryId
                    && pathKey.equals(other.pathKey)
                    && addedIn == other.addedIn;
        }

        @Override
        public int hashCode() {
            return Objects.hash(repositoryId, pathKey, addedIn);
        }
    }

    @Id
    @Column(name = "repository_id")
    private long repositoryId;

    @Id
    @Column(name = "path_key", length = 32)
    private String pathKey;

    @Id
    @Column(name = "added_in")
    private int addedIn;

    @Column(name = "removed_in", nullable = false)
    private int removedIn = NEVER;

    @Column(nullable = false, length = 2048)
    private String path;

    @Column(nullable = false, length = 64)
    private String digest;

    @Column(name = "file_size", nullable = false)
    private long size;

    protected FileContent() {}

    /** A file that is added to a repository. */
    public FileContent(long repositoryId, int addedIn, ManifestEntry entry) {
        this.repositoryId = repositoryId;
        this.pathKey = entry.key();
        this.addedIn = addedIn;
        this.path = entry.path();
        this.digest = entry.digest();
        this.size = entry.size();
    }

    /** Where it is in the repository. */
    public String path() {
        return path;
    }
}
