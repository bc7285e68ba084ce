package io.dibs.example.file.model;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;

/** The remotes in the database. */
@ApplicationScoped
@Transactional
public class Remotes {
    @PersistenceContext(unitName = "dibs-file")
    EntityManager database;

    /** Adds a remote; an exception of the database's if its name is taken. */
    public Remote add(Remote remote) {
        database.persist(remote);
        database.flush();
        return remote;
    }

    /** The remote with this name. */
    public Optional<Remote> named(String name) {
        return database.createQuery("select r from Remote r where r.name = :name", Remote.class)
                .setParameter("name", name)
                .getResultStream()
                .findFirst();
    }

    /**
     * The remote with this id.
     *
     * @throws GoneException if there is none
     */
    public Remote get(long id) {
        Remote remote = database.find(Remote.class, id);
        if (remote == null) {
            throw new GoneException("Remote " + id);
        }
        return remote;
    }

    /** Some of the remotes, by name. */
    public List<Remote> list(int limit, int offset) {
        return database.createQuery("select r from Remote r order by r.name", Remote.class)
                .setMaxResults(limit)
                .setFirstResult(offset)
                .getResultList();
    }

    /** How many there are. */
    public long count() {
        return database.createQuery("select count(r) from Remote r", Long.class).getSingleResult();
    }

    /** Gives a remote another URL. */
    public void move(long id, String url) {
        get(id).moveTo(url);
    }

    /** Removes a remote, if it is there. */
    public void remove(long id) {
        Remote remote = database.find(Remote.class, id);
        if (remote != null) {
            database.remove(remote);
        }
    }
}
