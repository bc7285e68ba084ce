package io.dibs.example.file.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

import io.dibs.example.file.manifest.Entries;
import io.dibs.example.file.manifest.ManifestEntry;

/** The files of versions, in the order of their path keys. */
@ApplicationScoped
public class Contents {
    private static final int PAGE = 1000;

    @PersistenceContext(unitName = "dibs-file")
    EntityManager database;

    /** Up to {@code limit} files of a version whose path keys come after this one; before the first comes {@code ""}. */
    public List<ManifestEntry> page(long repositoryId, int version, String after, int limit) {
        // Ordered by all columns of the index from its first on, so that H2 reads along it and stops at the limit.
        // Values, not entities: the persistence context has no use for them and would only grow.
        return database
                .createQuery(
                        "select c.path, c.pathKey, c.digest, c.size from FileContent c"
                                + " where c.repositoryId = :repository and c.pathKey > :after"
                                + " and c.addedIn <= :version and c.removedIn > :version order by c.repositoryId, c.pathKey",
                        Object[].class)
                .setParameter("repository", repositoryId)
                .setParameter("after", after)
                .setParameter("version", version)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(row -> new ManifestEntry(0, (String) row[0], (String) row[1], (String) row[2], (long) row[3]))
                .toList();
    }

    /** All files of a version, read page by page. */
    public Entries all(long repositoryId, int version) {
        return new Entries() {
            private final Deque<ManifestEntry> page = new ArrayDeque<>();
            private String after = "";
            private boolean more = true;

            @Override
            public ManifestEntry next() {
                if (page.isEmpty() && more) {
                    page.addAll(page(repositoryId, version, after, PAGE));
                    more = page.size() == PAGE;
                    if (!page.isEmpty()) {
                        after = page.getLast().key();
                    }
                }
                return page.poll();
            }
        };
    }
}
