package io.dibs.store;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import io.dibs.TaskState;

/** What came of looking after workers that are gone, and after what Redis has forgotten. */
public final class Recovery {
    private Recovery() {}

    /** A task that was taken from a worker whose lease has ended. */
    public record Taken(UUID task, String name, TaskState from, TaskState to, Optional<String> correlationId) {
        private static List<Taken> read(Object reply) {
            return ((List<?>) reply)
                    .stream()
                            .map(each -> (List<?>) each)
                            .map(task -> new Taken(
                                    UUID.fromString((String) task.get(0)),
                                    (String) task.get(1),
                                    TaskState.of((String) task.get(2)),
                                    TaskState.of((String) task.get(3)),
                                    Optional.of((String) task.get(4)).filter(id -> !id.isEmpty())))
                            .toList();
        }
    }

    /**
     * What a sweep did.
     *
     * @param more whether there may be more to do
     * @param nextDue how long it is until the next task is due that waits for its time
     * @param completedGroups the groups that it completed
     */
    public record Swept(boolean more, List<Taken> taken, Optional<Duration> nextDue, List<String> completedGroups) {
        static Swept read(List<?> reply) {
            long nextDue = (Long) reply.get(2);
            return new Swept(
                    (Long) reply.get(0) == 1,
                    Taken.read(reply.get(1)),
                    nextDue < 0 ? Optional.empty() : Optional.of(Duration.of(nextDue, ChronoUnit.MICROS)),
                    TaskStore.texts(reply.get(3)));
        }
    }

    /**
     * What a comparison found.
     *
     * @param taken tasks that were said to run on the worker, and do not
     * @param strangers fencing tokens of executions that run on the worker, and are not said to
     * @param completedGroups the groups that it completed
     */
    public record Reconciled(List<Taken> taken, Set<Long> strangers, List<String> completedGroups) {
        static Reconciled read(List<?> reply) {
            return new Reconciled(
                    Taken.read(reply.get(0)),
                    ((List<?>) reply.get(1))
                            .stream().map(token -> Long.valueOf((String) token)).collect(Collectors.toSet()),
                    TaskStore.texts(reply.get(2)));
        }
    }
}
