package io.dibs.store;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.dibs.Reservation;

/**
 * A task to dispatch.
 *
 * @param id its id, new
 * @param name its method
 * @param arguments a JSON array
 * @param queue its queue
 * @param priority its priority
 * @param reservations what it reserves, in the order of their names: a resource that is named twice counts once, and as
 *     exclusive if it is named so once
 * @param attributes the rest
 * @param parent the task inside which it is dispatched
 * @param followers tasks that are created when it is final, as its children; they have none of their own
 */
public record NewTask(
        UUID id,
        String name,
        String arguments,
        String queue,
        int priority,
        List<Reservation> reservations,
        Attributes attributes,
        Optional<UUID> parent,
        List<NewTask> followers) {
    public NewTask {
        reservations = Reservations.once(reservations);
        followers = followers.stream().map(follower -> follower.childOf(id)).toList();
    }

    private NewTask childOf(UUID other) {
        return new NewTask(
                id, name, arguments, queue, priority, reservations, attributes, Optional.of(other), followers);
    }

    /** Without followers. */
    public NewTask(
            UUID id,
            String name,
            String arguments,
            String queue,
            int priority,
            List<Reservation> reservations,
            Attributes attributes,
            Optional<UUID> parent) {
        this(id, name, arguments, queue, priority, reservations, attributes, parent, List.of());
    }
}
