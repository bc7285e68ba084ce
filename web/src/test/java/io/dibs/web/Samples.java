package io.dibs.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.dibs.Claim;
import io.dibs.Reservation;
import io.dibs.Reservation.Mode;
import io.dibs.RetryPolicy;
import io.dibs.Task;
import io.dibs.TaskState;
import io.dibs.Workers.Worker;

/** Things for tests to show. */
public final class Samples {
    public static final Instant CREATED = Instant.parse("2026-11-24T03:10:05.120Z");

    private Samples() {}

    public static UUID id(int number) {
        return new UUID(0x0198_0000_0000_7000L, 0x8000_0000_0000_0000L + number);
    }

    /** A task of which only what every task has is known. */
    public static Task task(UUID id, TaskState state) {
        return task(id, state, Task.Origin.UNKNOWN);
    }

    /** A task that this user dispatched. */
    public static Task task(UUID id, TaskState state, String owner) {
        return task(id, state, new Task.Origin(Optional.of(owner), Optional.empty(), Optional.empty(), false));
    }

    static Task task(UUID id, TaskState state, Task.Origin origin) {
        return new Task(
                id,
                "io.dibs.example.Tasks#run",
                state,
                Optional.empty(),
                "default",
                0,
                Optional.empty(),
                CREATED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                List.of(),
                RetryPolicy.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(Reservation.exclusive("repository:a"), Reservation.shared("remote:b")),
                Optional.empty(),
                List.of(),
                0,
                Optional.empty(),
                Optional.empty(),
                origin,
                Map.of(),
                List.of());
    }

    public static Claim claim(UUID task, TaskState state) {
        boolean runs = state != TaskState.WAITING;
        return new Claim(task, Mode.EXCLUSIVE, runs, state, runs ? Optional.of("42@host") : Optional.empty(), CREATED);
    }

    static Worker draining(Worker worker) {
        return new Worker(
                worker.name(),
                worker.incarnation(),
                worker.online(),
                true,
                worker.startedAt(),
                worker.lastHeartbeat(),
                worker.leaseEndsAt(),
                worker.slots(),
                worker.queues(),
                worker.version(),
                worker.modules(),
                worker.currentTasks());
    }

    public static Worker worker(String name, boolean online) {
        return new Worker(
                name,
                "a1b2",
                online,
                false,
                CREATED,
                CREATED,
                CREATED.plusSeconds(30),
                4,
                List.of("*"),
                "1.0",
                Map.of("acme", "2.1"),
                List.of(id(1)));
    }
}
