package com.acme;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** A bean for all tasks that has a collaborator for each. */
@ApplicationScoped
public class Reception {
    @Inject
    private Visit visit;

    public List<UUID> askTwice() {
        return List.of(visit.id(), visit.id());
    }
}
