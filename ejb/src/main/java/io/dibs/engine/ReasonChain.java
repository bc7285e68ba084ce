package io.dibs.engine;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.dibs.Why;
import io.dibs.store.ReasonStore;
import io.dibs.store.ReasonStore.Step;
import io.dibs.store.ReasonStore.Steps;
import io.dibs.store.StoredTask;

/**
 * What was found out about a task: it, what is in its way, what is in the way of that, and so on. It is read level by level, so that
 * those that are near come first when there are too many, and in as many calls as there are levels. Each level is read a moment
 * after the one before; each task is followed once, so nothing that changes meanwhile makes it go round.
 */
final class ReasonChain {
    private final UUID first;
    private final Optional<String> user;
    private final Map<UUID, Step> steps = new HashMap<>();
    /** The task under which each other one is followed: the first that named it. */
    private final Map<UUID, UUID> places = new HashMap<>();

    private Instant time = Instant.EPOCH;

    private ReasonChain(UUID first, Optional<String> user) {
        this.first = first;
        this.user = user;
    }

    /** @param user who asks, if he may know of his own tasks only; those of others are not followed */
    static ReasonChain read(ReasonStore store, UUID first, Optional<String> user) {
        ReasonChain chain = new ReasonChain(first, user);
        Collection<UUID> level = List.of(first);
        for (int depth = 1; depth <= Why.DEEPEST && !level.isEmpty(); depth++) {
            Steps read = store.steps(level, Why.MOST_IN_A_STEP);
            chain.steps.putAll(read.steps());
            chain.time = read.time();
            level = depth == Why.DEEPEST ? List.of() : chain.nextOf(level);
        }
        return chain;
    }

    private Set<UUID> nextOf(Collection<UUID> level) {
        Set<UUID> next = new LinkedHashSet<>();
        for (UUID id : level) {
            find(id).filter(this::isVisible).ifPresent(step -> step.next().stream()
                    .filter(other -> !other.equals(first) && !places.containsKey(other))
                    .limit(Why.MOST_TASKS - 1L - places.size())
                    .toList()
                    .forEach(other -> {
                        places.put(other, id);
                        next.add(other);
                    }));
        }
        return next;
    }

    /** When the last level was read, by Redis' clock. */
    Instant time() {
        return time;
    }

    /** A task, if it was read and is there. */
    Optional<Step> find(UUID id) {
        return Optional.ofNullable(steps.get(id));
    }

    /** Whether a task was read, be it there or gone. */
    boolean isRead(UUID id) {
        return id.equals(first) || places.containsKey(id);
    }

    /** Whether that is the place at which a task is followed. */
    boolean isFollowed(UUID id, UUID under) {
        return under.equals(places.get(id));
    }

    /** Whether whoever asks may know of it. */
    boolean isVisible(Step step) {
        return isVisible(step.task());
    }

    private boolean isVisible(StoredTask task) {
        return user.isEmpty() || task.attributes().origin().owner().equals(user);
    }

    /** Whether all tasks are visible. */
    boolean isComplete() {
        return user.isEmpty();
    }
}
