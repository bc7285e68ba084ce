package io.dibs.example.file.rest;

import java.time.Instant;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

import io.dibs.example.file.model.RepositoryVersion;

/** A version as the API shows it. */
@JsonbPropertyOrder({"href", "number", "contentCount", "addedCount", "removedCount", "contentHref", "createdAt"})
public record VersionJson(
        String href,
        int number,
        long contentCount,
        long addedCount,
        long removedCount,
        String contentHref,
        Instant createdAt) {
    static VersionJson of(String repository, RepositoryVersion version, Hrefs hrefs) {
        String href = hrefs.version(repository, version.number());
        return new VersionJson(
                href,
                version.number(),
                version.contentCount(),
                version.addedCount(),
                version.removedCount(),
                href + "/content",
                version.createdAt());
    }
}
