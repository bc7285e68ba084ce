package io.dibs.example.file.model;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;

import io.dibs.example.file.manifest.Entries;
import io.dibs.example.file.manifest.EntryFile;
import io.dibs.example.file.manifest.ManifestEntry;

/** The versions of repositories. */
@ApplicationScoped
@Transactional(rollbackOn = Exception.class)
public class Versions {
    @PersistenceContext(unitName = "dibs-file")
    EntityManager database;

    @Inject
    Contents contents;

    @Inject
    Fence fence;

    /** The version with this number. */
    public Optional<RepositoryVersion> find(long repositoryId, int number) {
        return Optional.ofNullable(
                database.find(RepositoryVersion.class, new RepositoryVersion.Key(repositoryId, number)));
    }

    /** Some of a repository's versions, newest first. */
    public List<RepositoryVersion> list(long repositoryId, int limit, int offset) {
        return database.createQuery(
                        "select v from RepositoryVersion v where v.repositoryId = :repository order by v.number desc",
                        RepositoryVersion.class)
                .setParameter("repository", repositoryId)
                .setMaxResults(limit)
                .setFirstResult(offset)
                .getResultList();
    }

    /** How many versions a repository has. */
    public long count(long repositoryId) {
        return database.createQuery(
                        "select count(v) from RepositoryVersion v where v.repositoryId = :repository", Long.class)
                .setParameter("repository", repositoryId)
                .getSingleResult();
    }

    /**
     * Makes a repository's next version, in this one transaction: nobody sees any of it before all of it is there.
     *
     * @param token the task's fencing token
     * @param wanted the files that the version should have, by key; another file at the same path gives way
     * @param mirror whether files that are not wanted are removed
     * @return the version, or nothing if it would be the same as the latest
     */
    public Optional<RepositoryVersion> create(
            long repositoryId, long token, EntryFile wanted, boolean mirror, VersionProgress progress)
            throws IOException {
        Repository repository = database.find(Repository.class, repositoryId);
        if (repository == null) {
            throw new GoneException("Repository " + repositoryId);
        }
        RepositoryVersion latest =
                find(repositoryId, repository.latestVersion()).orElseThrow();
        VersionWriter next = new VersionWriter(database, repositoryId, latest.number() + 1, progress);
        try (Entries there = contents.all(repositoryId, latest.number());
                Entries listed = wanted.read()) {
            merge(there, listed, mirror, next);
        }
        next.flush();
        if (next.isUnchanged()) {
            return Optional.empty();
        }
        RepositoryVersion version = latest.next(next.added(), next.removed());
        database.persist(version);
        database.createQuery("update Repository r set r.latestVersion = :number where r.id = :repository")
                .setParameter("number", version.number())
                .setParameter("repository", repositoryId)
                .executeUpdate();
        fence.pass(repositoryId, token);
        return Optional.of(version);
    }

    /** Walks along both in their common order, as in a merge: that needs one entry of each in memory. */
    private static void merge(Entries there, Entries listed, boolean mirror, VersionWriter next) throws IOException {
        ManifestEntry old = there.next();
        ManifestEntry wanted = listed.next();
        while (old != null || wanted != null) {
            int order = old == null ? 1 : wanted == null ? -1 : old.key().compareTo(wanted.key());
            if (order == 0 && !old.digest().equals(wanted.digest())) {
                next.remove(old);
                next.add(wanted);
            } else if (order > 0) {
                next.add(wanted);
            } else if (order < 0 && mirror) {
                next.remove(old);
            }
            old = order <= 0 ? there.next() : old;
            wanted = order >= 0 ? listed.next() : wanted;
        }
    }
}
