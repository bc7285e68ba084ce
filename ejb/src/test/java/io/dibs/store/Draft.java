package io.dibs.store;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.dibs.Reservation;
import io.dibs.RetryPolicy;

/** A task in the making: a test says only what matters to it. */
public final class Draft {
    public static final String METHOD = "test.Tasks#run";

    private final Domain domain;
    private List<Reservation> reservations;
    private String name = METHOD;
    private String arguments = "[]";
    private String queue = "default";
    private int priority;
    private Attributes attributes = Attributes.NONE;
    private Optional<UUID> parent = Optional.empty();
    private List<NewTask> followers = List.of();

    Draft(Domain domain, List<Reservation> reservations) {
        this.domain = domain;
        this.reservations = reservations;
    }

    /** Reservations of "a" (exclusive) or "shared:a". */
    static List<Reservation> reservations(String... texts) {
        return Arrays.stream(texts)
                .map(text -> text.startsWith("shared:")
                        ? Reservation.shared(text.substring("shared:".length()))
                        : Reservation.exclusive(text))
                .toList();
    }

    Draft reserving(Reservation... reservations) {
        return reserving(List.of(reservations));
    }

    Draft reserving(List<Reservation> reservations) {
        this.reservations = reservations;
        return this;
    }

    public Draft name(String name) {
        this.name = name;
        return this;
    }

    public Draft arguments(String arguments) {
        this.arguments = arguments;
        return this;
    }

    public Draft queue(String queue) {
        this.queue = queue;
        return this;
    }

    public Draft priority(int priority) {
        this.priority = priority;
        return this;
    }

    public Draft attributes(Attributes attributes) {
        this.attributes = attributes;
        return this;
    }

    public Draft retry(RetryPolicy retry) {
        return attributes(Attributes.NONE.with(retry));
    }

    Draft parent(UUID parent) {
        this.parent = Optional.of(parent);
        return this;
    }

    Draft followedBy(NewTask... followers) {
        this.followers = List.of(followers);
        return this;
    }

    public NewTask build() {
        return new NewTask(
                UUID.randomUUID(), name, arguments, queue, priority, reservations, attributes, parent, followers);
    }

    public UUID dispatch() {
        NewTask task = build();
        domain.tasks.dispatch(task);
        return task.id();
    }
}
