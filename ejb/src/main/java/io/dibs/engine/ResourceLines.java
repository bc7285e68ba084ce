package io.dibs.engine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.Resources;
import io.dibs.store.TaskStore;

/** The lines of resources in the store. */
@ApplicationScoped
class ResourceLines implements Resources {
    private final TaskStore store;

    protected ResourceLines() {
        this(null);
    }

    @Inject
    ResourceLines(TaskStore store) {
        this.store = store;
    }

    @Override
    public Line line(String name, int limit) {
        TaskStore.Line line = store.line(name, limit);
        return new Line(name, Claims.of(line.holders(), true), Claims.of(line.waiting(), false), line.waitingCount());
    }
}
