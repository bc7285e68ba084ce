package io.dibs;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
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
    public static Builder where() {
        return new Builder();
    }

    /** Says the same, and can say more. */
    public Builder and() {
        return new Builder(this);
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

    /** Says more and more of which tasks are meant. Not thread-safe. */
    public static final class Builder {
        private final Set<TaskState> states = EnumSet.noneOf(TaskState.class);
        private final Set<String> names = new HashSet<>();
        private final Set<String> queues = new HashSet<>();
        private final Set<String> workers = new HashSet<>();
        private final Set<String> exclusiveResources = new HashSet<>();
        private final Set<String> sharedResources = new HashSet<>();
        private final Set<String> resources = new HashSet<>();
        private TimeRange created = TimeRange.ANY;
        private TimeRange started = TimeRange.ANY;
        private TimeRange finished = TimeRange.ANY;
        private Optional<String> group = Optional.empty();
        private Optional<UUID> parent = Optional.empty();
        private Optional<String> correlationId = Optional.empty();
        private Optional<String> owner = Optional.empty();
        private Optional<String> schedule = Optional.empty();

        private Builder() {}

        private Builder(TaskFilter filter) {
            states.addAll(filter.states);
            names.addAll(filter.names);
            queues.addAll(filter.queues);
            workers.addAll(filter.workers);
            exclusiveResources.addAll(filter.exclusiveResources);
            sharedResources.addAll(filter.sharedResources);
            resources.addAll(filter.resources);
            created = filter.created;
            started = filter.started;
            finished = filter.finished;
            group = filter.group;
            parent = filter.parent;
            correlationId = filter.correlationId;
            owner = filter.owner;
            schedule = filter.schedule;
        }

        /** In one of these states, or one that was said before. */
        public Builder states(Collection<TaskState> more) {
            states.addAll(more);
            return this;
        }

        /** In this state, or one that was said before. */
        public Builder state(TaskState state) {
            return states(Set.of(state));
        }

        /** Of one of these methods, {@code class#method}, or one that was said before. */
        public Builder names(Collection<String> more) {
            names.addAll(more);
            return this;
        }

        /** In one of these queues, or one that was said before. */
        public Builder queues(Collection<String> more) {
            queues.addAll(more);
            return this;
        }

        /** Run by one of these workers, or one that was said before. */
        public Builder workers(Collection<String> more) {
            workers.addAll(more);
            return this;
        }

        /** Reserving all of these exclusively, and those that were said before. */
        public Builder exclusive(Collection<String> more) {
            exclusiveResources.addAll(more);
            return this;
        }

        /** Sharing all of these, and those that were said before. */
        public Builder shared(Collection<String> more) {
            sharedResources.addAll(more);
            return this;
        }

        /** Reserving all of these, exclusively or shared, and those that were said before. */
        public Builder reserving(Collection<String> more) {
            resources.addAll(more);
            return this;
        }

        /** Dispatched then. */
        public Builder created(TimeRange range) {
            created = range;
            return this;
        }

        /** Whose present or last attempt started then. */
        public Builder started(TimeRange range) {
            started = range;
            return this;
        }

        /** That became final then. */
        public Builder finished(TimeRange range) {
            finished = range;
            return this;
        }

        /** Of this group; empty for any, and also none. */
        public Builder group(Optional<String> name) {
            group = name;
            return this;
        }

        /** Dispatched inside this task; empty for any, and also none. */
        public Builder parent(Optional<UUID> task) {
            parent = task;
            return this;
        }

        /** With this correlation id; empty for any, and also none. */
        public Builder correlationId(Optional<String> id) {
            correlationId = id;
            return this;
        }

        /** Dispatched by this user; empty for anybody, and also nobody. */
        public Builder owner(Optional<String> user) {
            owner = user;
            return this;
        }

        /** A tick of this schedule; empty for any, and also none. */
        public Builder schedule(Optional<String> name) {
            schedule = name;
            return this;
        }

        /** The filter that says what was said. */
        public TaskFilter build() {
            return new TaskFilter(
                    states,
                    names,
                    queues,
                    workers,
                    exclusiveResources,
                    sharedResources,
                    resources,
                    created,
                    started,
                    finished,
                    group,
                    parent,
                    correlationId,
                    owner,
                    schedule);
        }
    }
}
