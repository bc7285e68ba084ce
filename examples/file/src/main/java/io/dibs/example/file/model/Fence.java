package io.dibs.example.file.model;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;

/**
 * How a database refuses a zombie. A worker that stops for a minute, in a collection of garbage say, loses its lease, and
 * another one gets the repository. When the first continues, it does not know that, and no check that it makes itself can
 * help: it may stop again right after the check. But the repository's row remembers the largest fencing token that it has
 * seen, and one update, in the same transaction as the change, both compares and remembers. Whoever comes with a smaller
 * token changes nothing.
 */
@ApplicationScoped
public class Fence {
    @PersistenceContext(unitName = "dibs-file")
    EntityManager database;

    /**
     * Passes a task that has the repository alone, and from then on nobody with a smaller token. Call it when the task
     * begins, so that its predecessor is shut out, and again last in the transaction that changes something.
     *
     * @throws FencedOffException if a larger token has been here
     * @throws GoneException if there is no such repository
     */
    @Transactional
    public void pass(long repositoryId, long token) {
        int rows = database.createQuery("update Repository r set r.fencingToken = :token"
                        + " where r.id = :repository and r.fencingToken <= :token")
                .setParameter("token", token)
                .setParameter("repository", repositoryId)
                .executeUpdate();
        if (rows == 0) {
            throw refusal(repositoryId, token);
        }
    }

    private RuntimeException refusal(long repositoryId, long token) {
        List<Long> seen = database.createQuery(
                        "select r.fencingToken from Repository r where r.id = :repository", Long.class)
                .setParameter("repository", repositoryId)
                .getResultList();
        return seen.isEmpty()
                ? new GoneException("Repository " + repositoryId)
                : new FencedOffException(repositoryId, token, seen.get(0));
    }
}
