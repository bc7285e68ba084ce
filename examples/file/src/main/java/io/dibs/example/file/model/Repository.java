package io.dibs.example.file.model;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.dibs.Reservable;

/**
 * A repository of files. Its content changes from version to version; it serves the one that was published last. A task
 * that creates a version or deletes the repository has it alone; those that publish share it.
 */
@Entity
@Table(name = "file_repository")
public class Repository implements Reservable {
    @Id
    @GeneratedValue(strategy = GenerationType.AUTO)
    private Long id;

    @Column(nullable = false, unique = true, length = Names.MAX_LENGTH)
    private String name;

    @Column(name = "latest_version", nullable = false)
    private int latestVersion;

    /** The token of the last task that had the repository alone; see {@link Fence}. */
    @Column(name = "fencing_token", nullable = false)
    private long fencingToken;

    @Embedded
    private Publication publication;

    @Column(name = "created_at", nullable = false)
    private LocalDateTime createdAt;

    protected Repository() {}

    /** A new repository, whose version 0 is empty. */
    public Repository(String name) {
        this.name = Names.valid(name);
        this.createdAt = UtcTime.now();
    }

    @Override
    public String resourceName() {
        return "file:repository:" + name;
    }

    /** The number that the database gave it. */
    public long id() {
        return id;
    }

    /** Its name, which no other repository has. */
    public String name() {
        return name;
    }

    /** The number of its latest version. */
    public int latestVersion() {
        return latestVersion;
    }

    /** What it serves, if it was published. */
    public Optional<Publication> publication() {
        return Optional.ofNullable(publication).filter(Publication::isPresent);
    }

    /** When it was created. */
    public Instant createdAt() {
        return UtcTime.instant(createdAt);
    }
}
