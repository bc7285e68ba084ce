package io.dibs.engine;

import java.security.Principal;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;

import io.dibs.TaskContext;
import io.dibs.worker.CurrentTask;

/** In whose name something is dispatched: that of the owner of the task that dispatches it, or of whoever has signed in. */
@ApplicationScoped
class Caller {
    private final Optional<SecurityContext> security;

    protected Caller() {
        security = Optional.empty();
    }

    @Inject
    Caller(Instance<SecurityContext> security) {
        this(security.isResolvable() ? security.get() : null);
    }

    /** As the container would tell it; null where there is no container. */
    Caller(SecurityContext security) {
        this.security = Optional.ofNullable(security);
    }

    Optional<String> owner() {
        Optional<TaskContext> task = CurrentTask.find();
        return task.isPresent()
                ? task.get().owner()
                : security.map(SecurityContext::getCallerPrincipal).map(Principal::getName);
    }
}
