package io.dibs.example.file.rest;

import java.time.Instant;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

import io.dibs.example.file.model.Publication;
import io.dibs.example.file.model.Repository;

/** A repository as the API shows it. */
@JsonbPropertyOrder({"href", "name", "latestVersion", "latestVersionHref", "publication", "createdAt"})
public record RepositoryJson(
        String href,
        String name,
        int latestVersion,
        String latestVersionHref,
        PublicationJson publication,
        Instant createdAt) {
    /** What a repository serves. */
    @JsonbPropertyOrder({"href", "version", "publishedAt"})
    public record PublicationJson(String href, int version, Instant publishedAt) {
        static PublicationJson of(String href, Publication publication) {
            return new PublicationJson(href, publication.version(), publication.publishedAt());
        }
    }

    static RepositoryJson of(Repository repository, Hrefs hrefs) {
        String name = repository.name();
        return new RepositoryJson(
                hrefs.repository(name),
                name,
                repository.latestVersion(),
                hrefs.version(name, repository.latestVersion()),
                repository
                        .publication()
                        .map(publication -> PublicationJson.of(hrefs.content(name), publication))
                        .orElse(null),
                repository.createdAt());
    }
}
