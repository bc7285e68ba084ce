package io.dibs.web.security;

import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotAuthorizedException;

import io.dibs.Task;
import io.dibs.WaitingReason;
import io.dibs.WaitingReason.Kind;
import io.dibs.web.problem.NoSuchTaskException;

/**
 * What the caller of the present request may do. Every endpoint asks it, and nothing else decides: whoever has no role
 * sees, cancels and deletes the tasks that he dispatched, and is told of all others that they do not exist.
 */
@RequestScoped
public class Access {
    private final SecurityContext caller;
    private final Challenges challenges;

    protected Access() {
        this(null, null);
    }

    @Inject
    public Access(SecurityContext caller, Challenges challenges) {
        this.caller = caller;
        this.challenges = challenges;
    }

    /** The name of the caller; empty if nobody has signed in, or nobody needs to. */
    public Optional<String> user() {
        return Optional.ofNullable(caller.getCallerPrincipal()).map(Principal::getName);
    }

    /** The highest role of the caller; empty if he has none. */
    public Optional<Role> role() {
        return Arrays.stream(Role.values()).filter(this::has).max(Role::compareTo);
    }

    /** Whether the caller has this role, or one that includes it. */
    public boolean has(Role role) {
        return challenges.areOff() || role.andHigher().stream().anyMatch(each -> caller.isCallerInRole(each.text()));
    }

    /**
     * Refuses callers without this role.
     *
     * @throws NotAuthorizedException if nobody has signed in; 401
     * @throws ForbiddenException if he has not this role, nor one that includes it; 403
     */
    public void require(Role role) {
        requireUser();
        if (!has(role)) {
            throw new ForbiddenException("This is for users with the role " + role.text() + ".");
        }
    }

    /**
     * Refuses callers that have not signed in.
     *
     * @throws NotAuthorizedException if nobody has; 401
     */
    public void requireUser() {
        if (user().isEmpty() && !challenges.areOff()) {
            throw challenges.unauthorized("Sign in to use this.");
        }
    }

    /**
     * Whose tasks alone may be shown, counted or listed; empty for all.
     *
     * @throws NotAuthorizedException if nobody has signed in; 401
     */
    public Optional<String> ownerFilter() {
        requireUser();
        return has(Role.VIEWER) ? Optional.empty() : user();
    }

    /**
     * Whether the caller may know that this task exists.
     *
     * @throws NotAuthorizedException if nobody has signed in; 401
     */
    public boolean sees(Task task) {
        return ownerFilter().map(owner -> owns(owner, task)).orElse(true);
    }

    /**
     * Refuses to change tasks of others.
     *
     * @throws NotAuthorizedException if nobody has signed in; 401
     * @throws NoSuchTaskException if the caller must not even know of the task; 404
     * @throws ForbiddenException if he sees it and may not change it; 403
     */
    public void requireChange(Task task) {
        if (!sees(task)) {
            throw new NoSuchTaskException(task.id());
        }
        if (!has(Role.OPERATOR) && !user().map(user -> owns(user, task)).orElse(false)) {
            throw new ForbiddenException("Task '" + task.id()
                    + "' was dispatched by somebody else; to change it takes the role " + Role.OPERATOR.text() + ".");
        }
    }

    /** Why a task waits, without the tasks of others and how many they are where the caller must not know of them. */
    public WaitingReason shown(WaitingReason reason) {
        return shownLater().apply(reason);
    }

    /** What does the same, also when the request is not at hand any more. */
    public UnaryOperator<WaitingReason> shownLater() {
        boolean all = ownerFilter().isEmpty();
        return reason -> all
                ? reason
                : new WaitingReason(
                        reason.kind(), messageWithoutOthers(reason), List.of(), Optional.empty(), List.of());
    }

    private static String messageWithoutOthers(WaitingReason reason) {
        if (reason.kind() == Kind.RESOURCES) {
            return reason.resources().stream()
                    .map(blocked -> blocked.reservation().text())
                    .collect(Collectors.joining(", ", "It waits for ", ", which others have or wait for."));
        }
        if (reason.kind() == Kind.DEPENDENCIES) {
            return "It waits for the end of tasks on which it depends.";
        }
        if (reason.kind() == Kind.NO_WORKER_FOR_VERSION) {
            return "It is ready, but no live worker has the version of the application that it demands.";
        }
        return reason.kind() == Kind.WORKER ? "It is ready, and waits for its turn at a worker." : reason.message();
    }

    private static boolean owns(String user, Task task) {
        return task.origin().owner().filter(user::equals).isPresent();
    }
}
