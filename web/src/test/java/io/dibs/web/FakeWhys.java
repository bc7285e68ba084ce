package io.dibs.web;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.dibs.ProgressReport;
import io.dibs.Reservation;
import io.dibs.Reservation.Mode;
import io.dibs.Task;
import io.dibs.TaskState;
import io.dibs.Why;
import io.dibs.Why.Kind;

/** Why a task is said to wait, in tests. */
final class FakeWhys {
    private FakeWhys() {}

    /** It waits for a resource that a task has, which may be named or not. */
    static Why of(Task task, Optional<UUID> holder) {
        Why.Step held = holder.map(
                        id -> step(subject(id, TaskState.RUNNING), Kind.RUNNING, "It has run on 42@host.", List.of()))
                .orElseGet(() -> step(null, Kind.HIDDEN, "It belongs to somebody else.", List.of()));
        Why.Blocked blocked = new Why.Blocked(
                Reservation.shared("repository:a"),
                holder.map(id -> 3L),
                List.of(new Why.Blocker(Mode.EXCLUSIVE, true, held)));
        return new Why(
                step(subject(task.id(), task.state()), Kind.RESOURCES, "It waits for repository:a.", List.of(blocked)),
                List.of(new Why.Root(holder, "Look at it, or cancel it.")),
                Optional.empty());
    }

    /** It is ready. */
    static Why ready(UUID id) {
        Why.Step step = new Why.Step(
                Optional.of(subject(id, TaskState.WAITING)),
                Kind.WORKER,
                "It is ready.",
                List.of(),
                List.of(),
                Optional.of(14L),
                Optional.of(new Why.Queue("sync", 2, 8, Optional.empty())),
                Optional.empty(),
                0);
        return new Why(
                step,
                List.of(new Why.Root(Optional.of(id), "Wait.")),
                Optional.of(new Why.Estimate(Samples.CREATED, "At the pace of the last minute.")));
    }

    private static Why.Subject subject(UUID id, TaskState state) {
        boolean runs = state == TaskState.RUNNING;
        return new Why.Subject(
                id,
                "io.dibs.example.Tasks#run",
                state,
                "default",
                runs ? Optional.of("42@host") : Optional.empty(),
                Samples.CREATED,
                runs
                        ? List.of(new ProgressReport(
                                "Loading", "sync.loading", TaskState.RUNNING, Optional.of(400L), 12, Optional.empty()))
                        : List.of());
    }

    private static Why.Step step(Why.Subject task, Kind kind, String message, List<Why.Blocked> resources) {
        return new Why.Step(
                Optional.ofNullable(task),
                kind,
                message,
                resources,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0);
    }
}
