package io.dibs.example.file;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.example.file.model.Remotes;

/** Tasks that change remotes. They reserve the remote exclusively, so they wait until nobody reads from it. */
@ApplicationScoped
public class FileRemotes {
    @Inject
    Remotes remotes;

    /** Moves a remote to another URL. */
    public void move(long remoteId, String url) {
        remotes.move(remoteId, url);
    }

    /** Removes a remote. What was synchronised from it stays. */
    public void remove(long remoteId) {
        remotes.remove(remoteId);
    }
}
