package io.dibs.example.file.serve;

import java.time.LocalDateTime;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;

import io.dibs.example.file.manifest.ManifestReader;
import io.dibs.example.file.manifest.PathKey;
import io.dibs.example.file.model.UtcTime;

/** Finds the files that repositories serve. One query sees one publication, never half of one and half of the next. */
@ApplicationScoped
class ServedFiles {
    @PersistenceContext(unitName = "dibs-file")
    EntityManager database;

    /** The file at a path of a repository's publication. */
    Optional<ServedFile> find(String repository, String path) {
        TypedQuery<Object[]> query = path.equals(ManifestReader.MANIFEST) ? manifest() : file(path);
        return query.setParameter("repository", repository).getResultList().stream()
                .findFirst()
                .map(row -> new ServedFile((String) row[0], UtcTime.instant((LocalDateTime) row[1])));
    }

    private TypedQuery<Object[]> manifest() {
        return database.createQuery(
                "select r.publication.manifest, r.publication.publishedAt from Repository r"
                        + " where r.name = :repository and r.publication.version is not null",
                Object[].class);
    }

    private TypedQuery<Object[]> file(String path) {
        return database.createQuery(
                        "select c.digest, r.publication.publishedAt from Repository r, FileContent c"
                                + " where r.name = :repository and c.repositoryId = r.id and c.pathKey = :key"
                                + " and c.addedIn <= r.publication.version and c.removedIn > r.publication.version",
                        Object[].class)
                .setParameter("key", PathKey.of(path));
    }
}
