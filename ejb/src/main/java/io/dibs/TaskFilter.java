package io.dibs;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

import io.dibs.Reservation.Mode;

/**
 * Which tasks are meant. A task has to agree with everything that is said; what is empty says nothing. {@link #where} makes one.
 *
 * @param states its state is one of these
 * @param names its method, {@code class#method}, is one of these
 * @param queues its queue is one of these
 * @param workers the worker that runs or ran it has one of these names
 * @param exclusiveResources it reserves all of these exclusively
 * @param sharedResources it shares all of these
 * @param resources it reserves all of these, either way
 * @param created when it was dispatched
 * @param started when its present or last attempt started
 * @param finished when it became final
 * @param group its group
 * @param parent the task inside which it was dispatched
 * @param correlationId its correlation id
 * @param owner who dispatched it
 * @param schedule the schedule whose tick it is
 */
public record TaskFilter(
        Set<TaskState> states,
        Set<String> names,
        Set<String> queues,
        Set<String> workers,
        Set<String> exclusiveResources,
        Set<String> sharedResources,
        Set<String> resources,
        TimeRange created,
        TimeRange started,
        TimeRange finished,
        Optional<String> group,
        Optional<UUID> parent,
        Optional<String> correlationId,
        Optional<String> owner,
        Optional<String> schedule) {
    /** All tasks. */
    public static final TaskFilter ANY = new TaskFilter(
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            TimeRange.ANY,
            TimeRange.ANY,
            TimeRange.ANY,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public TaskFilter {
        states = Set.copyOf(states);
        names = Set.copyOf(names);
        queues = Set.copyOf(queues);
        workers = Set.copyOf(workers);
        exclusiveResources = Set.copyOf(exclusiveResources);
        sharedResources = Set.copyOf(sharedResources);
        resources = Set.copyOf(resources);
    }

    /** Says nothing yet: every task agrees. */
    public static TaskFilterBuilder where() {
        return new TaskFilterBuilder(ANY);
    }

    /** Says the same, and can say more. */
    public TaskFilterBuilder and() {
        return new TaskFilterBuilder(this);
    }

    /** Whether it says nothing, so that every task agrees with it. */
    public boolean isAny() {
        return equals(ANY);
    }

    /** Whether a task, as it was when it was read, agrees with all that is said. */
    public boolean matches(Task task) {
        return isOneOf(states, task.state())
                && isOneOf(names, task.name())
                && isOneOf(queues, task.queue())
                && (workers.isEmpty() || task.worker().filter(workers::contains).isPresent())
                && created.has(Optional.of(task.createdAt()))
                && started.has(task.startedAt())
                && finished.has(task.finishedAt())
                && isSame(group, task.group())
                && isSame(parent, task.parent())
                && isSame(correlationId, task.correlationId())
                && isSame(owner, task.origin().owner())
                && isSame(schedule, task.origin().schedule())
                && reserves(task, exclusiveResources, reservation -> reservation.mode() == Mode.EXCLUSIVE)
                && reserves(task, sharedResources, reservation -> reservation.mode() == Mode.SHARED)
                && reserves(task, resources, reservation -> true);
    }

    private static <T> boolean isOneOf(Set<T> wanted, T value) {
        return wanted.isEmpty() || wanted.contains(value);
    }

    private static <T> boolean isSame(Optional<T> wanted, Optional<T> value) {
        return wanted.isEmpty() || wanted.equals(value);
    }

    private static boolean reserves(Task task, Set<String> wanted, Predicate<Reservation> counts) {
        return wanted.stream().allMatch(name -> task.reservations().stream()
                .anyMatch(reservation ->
                        counts.test(reservation) && reservation.resource().equals(name)));
    }
}
