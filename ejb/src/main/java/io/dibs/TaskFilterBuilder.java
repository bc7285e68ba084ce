package io.dibs;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Says more and more of which tasks are meant; {@link TaskFilter#where} and {@link TaskFilter#and} begin one. Not thread-safe. */
public final class TaskFilterBuilder {
    private final Set<TaskState> states = EnumSet.noneOf(TaskState.class);
    private final Set<String> names = new HashSet<>();
    private final Set<String> queues = new HashSet<>();
    private final Set<String> workers = new HashSet<>();
    private final Set<String> exclusiveResources = new HashSet<>();
    private final Set<String> sharedResources = new HashSet<>();
    private final Set<String> resources = new HashSet<>();
    private TimeRange created;
    private TimeRange started;
    private TimeRange finished;
    private Optional<String> group;
    private Optional<UUID> parent;
    private Optional<String> correlationId;
    private Optional<String> owner;
    private Optional<String> schedule;

    TaskFilterBuilder(TaskFilter filter) {
        states.addAll(filter.states());
        names.addAll(filter.names());
        queues.addAll(filter.queues());
        workers.addAll(filter.workers());
        exclusiveResources.addAll(filter.exclusiveResources());
        sharedResources.addAll(filter.sharedResources());
        resources.addAll(filter.resources());
        created = filter.created();
        started = filter.started();
        finished = filter.finished();
        group = filter.group();
        parent = filter.parent();
        correlationId = filter.correlationId();
        owner = filter.owner();
        schedule = filter.schedule();
    }

    /** In one of these states, or one that was said before. */
    public TaskFilterBuilder states(Collection<TaskState> more) {
        states.addAll(more);
        return this;
    }

    /** In this state, or one that was said before. */
    public TaskFilterBuilder state(TaskState state) {
        return states(Set.of(state));
    }

    /** Of one of these methods, {@code class#method}, or one that was said before. */
    public TaskFilterBuilder names(Collection<String> more) {
        names.addAll(more);
        return this;
    }

    /** In one of these queues, or one that was said before. */
    public TaskFilterBuilder queues(Collection<String> more) {
        queues.addAll(more);
        return this;
    }

    /** Run by one of these workers, or one that was said before. */
    public TaskFilterBuilder workers(Collection<String> more) {
        workers.addAll(more);
        return this;
    }

    /** Reserving all of these exclusively, and those that were said before. */
    public TaskFilterBuilder exclusive(Collection<String> more) {
        exclusiveResources.addAll(more);
        return this;
    }

    /** Sharing all of these, and those that were said before. */
    public TaskFilterBuilder shared(Collection<String> more) {
        sharedResources.addAll(more);
        return this;
    }

    /** Reserving all of these, exclusively or shared, and those that were said before. */
    public TaskFilterBuilder reserving(Collection<String> more) {
        resources.addAll(more);
        return this;
    }

    /** Dispatched then. */
    public TaskFilterBuilder created(TimeRange range) {
        created = range;
        return this;
    }

    /** Whose present or last attempt started then. */
    public TaskFilterBuilder started(TimeRange range) {
        started = range;
        return this;
    }

    /** That became final then. */
    public TaskFilterBuilder finished(TimeRange range) {
        finished = range;
        return this;
    }

    /** Of this group; empty for any, and also none. */
    public TaskFilterBuilder group(Optional<String> name) {
        group = name;
        return this;
    }

    /** Dispatched inside this task; empty for any, and also none. */
    public TaskFilterBuilder parent(Optional<UUID> task) {
        parent = task;
        return this;
    }

    /** With this correlation id; empty for any, and also none. */
    public TaskFilterBuilder correlationId(Optional<String> id) {
        correlationId = id;
        return this;
    }

    /** Dispatched by this user; empty for anybody, and also nobody. */
    public TaskFilterBuilder owner(Optional<String> user) {
        owner = user;
        return this;
    }

    /** A tick of this schedule; empty for any, and also none. */
    public TaskFilterBuilder schedule(Optional<String> name) {
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
