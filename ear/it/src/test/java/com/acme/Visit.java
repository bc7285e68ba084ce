package com.acme;

import java.util.UUID;

import jakarta.enterprise.context.RequestScoped;

/** One for each request, or task. */
@RequestScoped
public class Visit {
    private final UUID id = UUID.randomUUID();

    public UUID id() {
        return id;
    }
}
