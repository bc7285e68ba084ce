package io.dibs.example.file.serve;

import java.time.LocalDateTime;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;

import io.dibs.example.file.manifest.PathKey;
import io.dibs.example.file.model.UtcTime;

/** Finds the files that repositories serve. One query sees one publication, never half of one and half of the next. */
@ApplicationScoped
class ServedFiles {
    @PersistenceContext(unitName = "dibs-file")
    EntityManager database;

    /** The file that a repository's publication has there. */
    Optional<ServedFile> find(ServedPath path) {
        TypedQuery<Object[]> query = path.isManifest() ? manifest() : file(path.path());
        return query.setParameter("repository", path.repository()).getResultList().stream()
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
