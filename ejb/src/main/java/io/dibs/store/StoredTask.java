package io.dibs.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.json.JsonObject;

import io.dibs.Reservation;
import io.dibs.TaskState;
import io.dibs.json.Json;

/**
 * A task as the store has it.
 *
 * @param id its id
 * @param fields its fields, by name: those that were read
 * @param childCount how many tasks were dispatched inside it
 * @param children the ids of the first of them
 */
public record StoredTask(UUID id, Map<String, String> fields, long childCount, List<UUID> children) {
    private static final String PAST_ATTEMPT = "try:";

    /** With the fields as the store has them, of which two are several things in one; the call without its arguments. */
    static StoredTask read(UUID id, Map<String, String> stored, long childCount, List<UUID> children) {
        Map<String, String> fields = new HashMap<>(stored);
        String[] call = fields.remove("call").split("\n", -1);
        fields.put("name", call[0]);
        if (!call[1].isEmpty()) {
            fields.put("parent", call[1]);
        }
        fields.put("meta", call[2]);
        String[] run = fields.remove("run").split(" ");
        fields.put("attempt", run[0]);
        if (run.length > 1) {
            if (!run[1].equals("0")) {
                fields.put("exec", run[1]);
            }
            fields.put("started", run[2]);
        }
        return new StoredTask(id, fields, childCount, children);
    }

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

    /** How often its worker went missing while it ran. */
    public int deaths() {
        return Integer.parseInt(fields.getOrDefault("deaths", "0"));
    }

    /** The attempts that ended without completing the task, oldest first, as far as they are kept. */
    public List<PastAttempt> pastAttempts() {
        return fields.entrySet().stream()
                .filter(field -> field.getKey().startsWith(PAST_ATTEMPT))
                .map(field -> PastAttempt.read(
                        Integer.parseInt(field.getKey().substring(PAST_ATTEMPT.length())), field.getValue()))
                .sorted(Comparator.comparingInt(PastAttempt::number))
                .toList();
    }

    /**
     * An attempt that ended without completing the task.
     *
     * @param error a JSON object
     */
    public record PastAttempt(
            int number, String worker, Instant started, Instant finished, long fencingToken, JsonObject error) {
        private static PastAttempt read(int number, String text) {
            JsonObject values = Json.readObject(text);
            return new PastAttempt(
                    number,
                    Incarnation.nameOf(values.getString("worker")),
                    instant(values.getJsonNumber("started").longValueExact()),
                    instant(values.getJsonNumber("finished").longValueExact()),
                    values.getJsonNumber("token").longValueExact(),
                    values.getJsonObject("error"));
        }
    }

    /** Where its thread is while it does not stop; text. */
    public Optional<String> stack() {
        return Optional.ofNullable(fields.get("stack"));
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

    /**
     * A time: {@code created}, {@code unblocked}, {@code started}, {@code canceling}, {@code finished}, {@code due},
     * {@code stack_at}, {@code abandoned} or {@code progressed}.
     */
    public Optional<Instant> time(String field) {
        return Optional.ofNullable(fields.get(field)).map(text -> instant(Long.parseLong(text)));
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** The time that a script gave, which says -1 for none. */
    static Optional<Instant> optionalInstant(long micros) {
        return micros < 0 ? Optional.empty() : Optional.of(instant(micros));
    }
}
