package io.dibs.example.file.model;

/** A task wants to change a repository that a task which started later has had meanwhile. */
public class FencedOffException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FencedOffException(long repositoryId, long token, long seen) {
        super("Repository " + repositoryId + " was changed under token " + seen + ", so token " + token
                + " comes too late: this execution was taken for dead, and another took its place.");
    }
}
