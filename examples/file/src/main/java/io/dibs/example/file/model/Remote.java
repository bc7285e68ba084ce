package io.dibs.example.file.model;

import java.time.Instant;
import java.time.LocalDateTime;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.dibs.Reservable;

/** Where files come from: the URL of a manifest. Tasks that read from it share it; those that change it have it alone. */
@Entity
@Table(name = "file_remote")
public class Remote implements Reservable {
    @Id
    @GeneratedValue(strategy = GenerationType.AUTO)
    private Long id;

    @Column(nullable = false, unique = true, length = Names.MAX_LENGTH)
    private String name;

    @Column(nullable = false, length = 2000)
    private String url;

    private Integer concurrency;

    @Column(name = "created_at", nullable = false)
    private LocalDateTime createdAt;

    protected Remote() {}

    /**
     * A new remote.
     *
     * @param concurrency how many files are downloaded at a time, or null for the configured default
     */
    public Remote(String name, String url, Integer concurrency) {
        this.name = Names.valid(name);
        this.url = url;
        this.concurrency = concurrency;
        this.createdAt = UtcTime.now();
    }

    @Override
    public String resourceName() {
        return "file:remote:" + name;
    }

    /** The number that the database gave it. */
    public long id() {
        return id;
    }

    /** Its name, which no other remote has. */
    public String name() {
        return name;
    }

    /** The URL of its manifest, or of the manifest's folder if it ends in {@code /}. */
    public String url() {
        return url;
    }

    /** Moves the remote to another URL. */
    public void moveTo(String url) {
        this.url = url;
    }

    /** How many files are downloaded at a time, or null for the configured default. */
    public Integer concurrency() {
        return concurrency;
    }

    /** When it was created. */
    public Instant createdAt() {
        return UtcTime.instant(createdAt);
    }
}
