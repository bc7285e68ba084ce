package io.dibs.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.dibs.Reservation;
import io.dibs.TaskState;

/**
 * A task as the store has it.
 *
 * @param id its id
 * @param fields its fields, by name
 * @param children the ids of the tasks that were dispatched inside it
 */
public record StoredTask(UUID id, Map<String, String> fields, List<UUID> children) {
    public String name() {
        return fields.get("name");
    }

    public TaskState state() {
        return TaskState.of(fields.get("state"));
    }

    public String queue() {
        return fields.get("queue");
    }

    public int priority() {
        return Integer.parseInt(fields.get("priority"));
    }

    /** The number of the task in the lines of its resources. */
    public long number() {
        return Long.parseLong(fields.get("seq"));
    }

    public Attributes attributes() {
        return Attributes.decode(fields.get("meta"));
    }

    public List<Reservation> reservations() {
        return Reservations.decode(fields.get("res"));
    }

    public int attempt() {
        return Integer.parseInt(fields.getOrDefault("attempt", "0"));
    }

    /** The token of the present execution, or of the last one, also if its worker went missing. */
    public Optional<Long> fencingToken() {
        return Optional.ofNullable(fields.getOrDefault("exec", fields.get("fenced")))
                .map(Long::valueOf);
    }

    /** The name, for people, of the worker that runs or ran it. */
    public Optional<String> worker() {
        return Optional.ofNullable(fields.get("worker")).map(Incarnation::nameOf);
    }

    public Optional<UUID> parent() {
        return Optional.ofNullable(fields.get("parent")).map(UUID::fromString);
    }

    /** A JSON text that the task keeps: {@code error}, {@code result}, {@code progress} or {@code made}. */
    public Optional<String> json(String field) {
        return Optional.ofNullable(fields.get(field));
    }

    /** A time: {@code created}, {@code unblocked}, {@code started}, {@code canceling} or {@code finished}. */
    public Optional<Instant> time(String field) {
        return Optional.ofNullable(fields.get(field)).map(text -> instant(Long.parseLong(text)));
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
