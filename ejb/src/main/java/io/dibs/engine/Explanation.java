package io.dibs.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import io.dibs.Task;
import io.dibs.TaskState;
import io.dibs.Why;
import io.dibs.Why.Kind;
import io.dibs.store.ReasonStore.Blocked;
import io.dibs.store.ReasonStore.Blocker;
import io.dibs.store.ReasonStore.Step;

/** Makes of what was found out what is told: each task once with all that is behind it, and the roots. */
final class Explanation {
    private final ReasonChain chain;
    private final Supplier<ReadyReasons> ready;
    private final ReasonWords words;
    private final BlockedSentences sentences;
    private final Set<UUID> followed = new HashSet<>();
    private final Set<Why.Root> roots = new LinkedHashSet<>();

    /** @param ready asked once at most, and only if a task is ready */
    Explanation(ReasonChain chain, ReasonWords words, Supplier<ReadyReasons> ready) {
        this.chain = chain;
        this.words = words;
        this.ready = ready;
        sentences = new BlockedSentences(chain, words);
    }

    /** The task that was asked about, and what is in its way. */
    Why.Step of(Step first) {
        followed.add(first.task().id());
        Why.Step told = step(first, true);
        if (told.kind() == Kind.FINAL) {
            roots.clear();
        } else if (roots.isEmpty()) {
            changed(first);
        }
        return told;
    }

    /** The ends of all ways that were told. */
    List<Why.Root> roots() {
        return List.copyOf(roots);
    }

    /** A task that is named under another: nothing if it is gone, or was not looked at. */
    private Optional<Why.Step> below(UUID id, Step above, String hidden) {
        return chain.find(id).map(step -> {
            if (!chain.isVisible(step)) {
                roots.add(new Why.Root(
                        Optional.empty(), hidden + " If that takes too long, ask somebody who sees all tasks."));
                return hidden();
            }
            return step(step, chain.isFollowed(id, above.task().id()) && followed.add(id));
        });
    }

    private static Why.Step hidden() {
        return new Why.Step(
                Optional.empty(),
                Kind.HIDDEN,
                "It belongs to somebody else.",
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0);
    }

    private Why.Step step(Step step, boolean follow) {
        Task task = TaskSnapshot.of(step.task());
        if (BlockedSentences.isHeldUp(step)) {
            return heldUp(step, task, follow);
        }
        Why.Step told =
                switch (task.state()) {
                    case WAITING ->
                        task.dueAt().isPresent() ? retry(task) : ready.get().of(step, subject(task));
                    case RUNNING, CANCELING -> leaf(task, Kind.RUNNING, words.state(task));
                    case COMPLETED, FAILED, CANCELED -> leaf(task, Kind.FINAL, words.state(task));
                };
        if (follow) {
            roots.add(new Why.Root(Optional.of(task.id()), RootAdvice.about(task, told.kind(), told.message())));
        }
        return told;
    }

    private Why.Step heldUp(Step step, Task task, boolean follow) {
        boolean depends = step.dependencyCount() > 0;
        List<Why.Blocked> resources = new ArrayList<>();
        List<Why.Step> dependencies = new ArrayList<>();
        if (follow && depends) {
            String hidden = "Task " + task.id() + " depends on a task of somebody else that is not final.";
            step.dependencies().forEach(id -> below(id, step, hidden)
                    .filter(told -> told.kind() != Kind.HIDDEN || !dependencies.contains(told))
                    .ifPresent(dependencies::add));
        } else if (follow) {
            step.blocked().forEach(blocked -> resources.add(blocked(blocked, step)));
        }
        long unread = step.next().stream().filter(id -> !chain.isRead(id)).count();
        if (follow && step.next().stream().allMatch(id -> chain.find(id).isEmpty())) {
            if (unread > 0) {
                roots.add(new Why.Root(
                        Optional.of(task.id()),
                        RootAdvice.named(task) + " waits for others that are not shown. Ask why that task waits."));
            } else {
                changed(step);
            }
        }
        return new Why.Step(
                Optional.of(subject(task)),
                depends ? Kind.DEPENDENCIES : Kind.RESOURCES,
                depends ? sentences.dependencies(step) : sentences.resources(step),
                resources,
                dependencies,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                follow && chain.isComplete() ? notNamed(step) + unread : 0);
    }

    private static long notNamed(Step step) {
        long named = step.blocked().stream()
                .mapToLong(blocked -> blocked.blockers().size())
                .sum();
        return step.blockerCount()
                - named
                + step.dependencyCount()
                - step.dependencies().size();
    }

    private Why.Blocked blocked(Blocked blocked, Step above) {
        List<Why.Blocker> blockers = new ArrayList<>();
        for (Blocker blocker : blocked.blockers()) {
            String hidden = "A task of somebody else " + (blocker.granted() ? "has " : "comes first for ")
                    + blocked.reservation().resource() + ".";
            below(blocker.task(), above, hidden)
                    .map(told -> new Why.Blocker(blocker.mode(), blocker.granted(), told))
                    .filter(told -> told.step().kind() != Kind.HIDDEN || !blockers.contains(told))
                    .ifPresent(blockers::add);
        }
        return new Why.Blocked(
                blocked.reservation(),
                Optional.of(blocked.position()).filter(position -> chain.isComplete()),
                blockers);
    }

    private void changed(Step step) {
        Task task = TaskSnapshot.of(step.task());
        roots.add(new Why.Root(
                Optional.of(task.id()),
                "What was in the way of task " + task.id() + " has changed while this was found out. Ask again."));
    }

    private Why.Step retry(Task task) {
        return leaf(
                task,
                Kind.RETRY,
                "It failed, and its next attempt is due at "
                        + words.time(task.dueAt().orElseThrow()) + "; it joins the lines of its resources then.");
    }

    private static Why.Step leaf(Task task, Kind kind, String message) {
        return new Why.Step(
                Optional.of(subject(task)),
                kind,
                message,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                kind == Kind.RETRY ? task.dueAt() : Optional.empty(),
                0);
    }

    private static Why.Subject subject(Task task) {
        return new Why.Subject(
                task.id(),
                task.name(),
                task.state(),
                task.queue(),
                task.worker().filter(worker -> !task.state().isFinal() && task.state() != TaskState.WAITING),
                ReasonWords.since(task),
                task.progressReports());
    }
}
