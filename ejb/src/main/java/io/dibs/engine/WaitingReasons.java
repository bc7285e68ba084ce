package io.dibs.engine;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.Claim;
import io.dibs.TaskState;
import io.dibs.WaitingReason;
import io.dibs.WaitingReason.Blocked;
import io.dibs.WaitingReason.Dependency;
import io.dibs.WaitingReason.Kind;
import io.dibs.store.StoredTask;
import io.dibs.store.TaskStore;

/** Says why tasks wait. */
@ApplicationScoped
class WaitingReasons {
    private static final int NAMED_HOLDERS = 10;

    private final TaskStore tasks;
    private final WorkerReasons ready;

    protected WaitingReasons() {
        this(null, null);
    }

    @Inject
    WaitingReasons(TaskStore tasks, WorkerReasons ready) {
        this.tasks = tasks;
        this.ready = ready;
    }

    Optional<WaitingReason> of(UUID id) {
        return tasks.waiting(id, NAMED_HOLDERS).map(this::reason);
    }

    private WaitingReason reason(TaskStore.Waiting waiting) {
        if (waiting.due().isPresent()) {
            return plain(
                    Kind.RETRY,
                    "Its last attempt failed; the next is due at "
                            + waiting.due().get() + ", and joins the lines of its resources then.");
        }
        if (!waiting.dependencies().isEmpty()) {
            return dependencies(waiting.dependencies());
        }
        if (!waiting.blocked().isEmpty()) {
            List<Blocked> blocked = waiting.blocked().stream()
                    .map(each -> new Blocked(each.reservation(), each.position(), Claims.of(each.holders(), true)))
                    .toList();
            String message = blocked.stream().map(WaitingReasons::sentence).collect(Collectors.joining(" "));
            return new WaitingReason(Kind.RESOURCES, message, blocked, Optional.empty(), List.of());
        }
        return ready.of(waiting);
    }

    private static WaitingReason dependencies(List<StoredTask> tasks) {
        List<Dependency> dependencies = tasks.stream()
                .map(task -> new Dependency(
                        task.id(), task.state(), task.state() == TaskState.WAITING ? Optional.empty() : task.worker()))
                .toList();
        String named = dependencies.stream()
                .limit(NAMED_HOLDERS)
                .map(each -> "task " + each.task() + " (" + each.state().text() + ")")
                .collect(Collectors.joining(", "));
        return new WaitingReason(
                Kind.DEPENDENCIES,
                "It joins the lines of its resources when " + dependencies.size()
                        + (dependencies.size() == 1 ? " task is" : " tasks are") + " final: " + named + ".",
                List.of(),
                Optional.empty(),
                dependencies);
    }

    private static WaitingReason plain(Kind kind, String message) {
        return new WaitingReason(kind, message, List.of(), Optional.empty(), List.of());
    }

    private static String sentence(Blocked blocked) {
        String holders = blocked.holders().stream().map(WaitingReasons::holder).collect(Collectors.joining(", "));
        return "It waits for " + blocked.reservation().text() + ", which " + holders + " "
                + (blocked.holders().size() == 1 ? "has" : "have") + "; " + blocked.position() + " come first.";
    }

    private static String holder(Claim claim) {
        return "task " + claim.task() + " (" + claim.state().text()
                + claim.worker().map(worker -> " on " + worker).orElse("") + " since " + claim.since() + ")";
    }
}
