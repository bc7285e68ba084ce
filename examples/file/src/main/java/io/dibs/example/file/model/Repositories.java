package io.dibs.example.file.model;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;

/** The repositories in the database. */
@ApplicationScoped
@Transactional
public class Repositories {
    @PersistenceContext(unitName = "dibs-file")
    EntityManager database;

    @Inject
    Fence fence;

    /** Adds a repository and its empty version 0; an exception of the database's if its name is taken. */
    public Repository add(Repository repository) {
        database.persist(repository);
        database.flush();
        database.persist(RepositoryVersion.first(repository.id()));
        return repository;
    }

    /** The repository with this name. */
    public Optional<Repository> named(String name) {
        return database.createQuery("select r from Repository r where r.name = :name", Repository.class)
                .setParameter("name", name)
                .getResultStream()
                .findFirst();
    }

    /**
     * The repository with this id.
     *
     * @throws GoneException if there is none
     */
    public Repository get(long id) {
        Repository repository = database.find(Repository.class, id);
        if (repository == null) {
            throw new GoneException("Repository " + id);
        }
        return repository;
    }

    /** Some of the repositories, by name. */
    public List<Repository> list(int limit, int offset) {
        return database.createQuery("select r from Repository r order by r.name", Repository.class)
                .setMaxResults(limit)
                .setFirstResult(offset)
                .getResultList();
    }

    /** How many there are. */
    public long count() {
        return database.createQuery("select count(r) from Repository r", Long.class)
                .getSingleResult();
    }

    /**
     * Has a repository serve a publication. Tasks that publish share the repository, so they do not shut each other out;
     * of two at a time, the one that started later wins. A task that had the repository alone does shut out those that
     * started before it.
     *
     * @return whether it does; if not, a later publication is in place, or a later task has the repository
     */
    public boolean publish(long id, Publication publication) {
        return database.createQuery("update Repository r set r.publication.version = :version,"
                                + " r.publication.manifest = :manifest, r.publication.publishedAt = :now,"
                                + " r.publication.fencingToken = :token"
                                + " where r.id = :repository and r.fencingToken <= :token"
                                + " and (r.publication.fencingToken is null or r.publication.fencingToken <= :token)")
                        .setParameter("version", publication.version())
                        .setParameter("manifest", publication.manifest())
                        .setParameter("now", publication.publishedAtColumn())
                        .setParameter("token", publication.fencingToken())
                        .setParameter("repository", id)
                        .executeUpdate()
                == 1;
    }

    /**
     * Removes a repository with its versions, if it is there.
     *
     * @throws FencedOffException if a larger token has been here
     */
    public void remove(long id, long token) {
        if (database.find(Repository.class, id) == null) {
            return;
        }
        database.createQuery("delete from FileContent c where c.repositoryId = :repository")
                .setParameter("repository", id)
                .executeUpdate();
        database.createQuery("delete from RepositoryVersion v where v.repositoryId = :repository")
                .setParameter("repository", id)
                .executeUpdate();
        fence.pass(id, token);
        database.createQuery("delete from Repository r where r.id = :repository")
                .setParameter("repository", id)
                .executeUpdate();
    }
}
