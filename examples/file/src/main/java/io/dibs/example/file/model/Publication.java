package io.dibs.example.file.model;

import java.time.Instant;
import java.time.LocalDateTime;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/**
 * What a repository serves. It lies in the repository's row, so that one update switches from one publication to the next.
 */
@Embeddable
public class Publication {
    @Column(name = "published_version")
    private Integer version;

    @Column(name = "published_at")
    private LocalDateTime publishedAt;

    @Column(name = "published_manifest", length = 64)
    private String manifest;

    @Column(name = "published_token")
    private Long fencingToken;

    protected Publication() {}

    /**
     * A publication.
     *
     * @param version the number of the version that is served
     * @param manifest the digest of the artifact that is its manifest
     * @param fencingToken that of the task that published it
     */
    public Publication(int version, String manifest, long fencingToken) {
        this.version = version;
        this.manifest = manifest;
        this.fencingToken = fencingToken;
        this.publishedAt = UtcTime.now();
    }

    /** JPA providers differ in what they make of an embeddable whose columns are all null. */
    boolean isPresent() {
        return version != null;
    }

    /** The number of the version that is served. */
    public int version() {
        return version;
    }

    /** The digest of the artifact that is its manifest. */
    public String manifest() {
        return manifest;
    }

    /** That of the task that published it. */
    public long fencingToken() {
        return fencingToken;
    }

    LocalDateTime publishedAtColumn() {
        return publishedAt;
    }

    /** When it was published. */
    public Instant publishedAt() {
        return UtcTime.instant(publishedAt);
    }
}
