package io.dibs.engine;

import java.lang.ref.WeakReference;
import java.security.Principal;
import java.util.Optional;
import java.util.concurrent.Callable;

import javax.security.auth.Subject;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.jacc.PolicyContext;

import io.dibs.TaskContext;
import io.dibs.worker.CurrentTask;

/**
 * In whose name something is dispatched: that of the owner of the task that dispatches it, or of whoever has signed in.
 * Thread-safe.
 *
 * <p>Payara's {@link SecurityContext} looks for classes of other servers each time that it is asked, which takes longer than a
 * dispatch. So it is asked once for each subject, as a rule once in a request, and not at all where that is empty.
 */
@ApplicationScoped
class Caller {
    private static final String SUBJECT = "javax.security.auth.Subject.container";

    private final Optional<SecurityContext> security;
    private final Callable<?> subject;
    private volatile Known last = new Known(new WeakReference<>(null), 0, Optional.empty());

    private record Known(WeakReference<Subject> subject, int principals, Optional<String> name) {
        boolean is(Subject other, int count) {
            return subject.get() == other && principals == count;
        }
    }

    protected Caller() {
        this((SecurityContext) null);
    }

    @Inject
    Caller(Instance<SecurityContext> security) {
        this(security.isResolvable() ? security.get() : null);
    }

    /** As the container would tell it; null where there is no container. */
    Caller(SecurityContext security) {
        this(security, () -> PolicyContext.getContext(SUBJECT));
    }

    /** @param subject gives that of the calling thread, null if it has none; or fails, where it cannot be known */
    Caller(SecurityContext security, Callable<?> subject) {
        this.security = Optional.ofNullable(security);
        this.subject = subject;
    }

    Optional<String> owner() {
        Optional<TaskContext> task = CurrentTask.find();
        return task.isPresent() ? task.get().owner() : security.flatMap(this::caller);
    }

    private Optional<String> caller(SecurityContext context) {
        Subject present;
        try {
            present = (Subject) subject.call();
        } catch (Exception e) {
            return asked(context); // There is no such thing here.
        }
        if (present == null) {
            return Optional.empty();
        }
        int principals = present.getPrincipals().size();
        if (principals == 0) {
            return Optional.empty();
        }
        Known known = last;
        if (!known.is(present, principals)) {
            known = new Known(new WeakReference<>(present), principals, asked(context));
            last = known;
        }
        return known.name();
    }

    private static Optional<String> asked(SecurityContext context) {
        return Optional.ofNullable(context.getCallerPrincipal()).map(Principal::getName);
    }
}
