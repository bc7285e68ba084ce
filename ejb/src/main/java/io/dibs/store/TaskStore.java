package io.dibs.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.dibs.Reservation;
import io.dibs.StoreUnavailableException;
import io.dibs.TaskCursor;
import io.dibs.TaskDetail;
import io.dibs.TaskQuery;
import io.dibs.TaskState;

/**
 * Tasks and the lines of their resources. Thread-safe. Every method throws {@link io.dibs.StoreUnavailableException} when
 * Redis does not answer.
 */
public final class TaskStore {
    /** For {@link #cancel}: meant for a task that never started, in place of the token of an execution. */
    private static final String NO_EXECUTION = "none";

    private final Redis redis;
    private final StoreSettings.Retention retention;
    private final StoreSettings.Replication replication;
    private final TaskReader reader;
    private final TaskListing listing;

    public TaskStore(Redis redis, StoreSettings.Retention retention) {
        this(redis, retention, StoreSettings.Replication.NONE, Integer.MAX_VALUE);
    }

    /** @param mostListed how many tasks there may be for a list that is filtered or ordered */
    public TaskStore(
            Redis redis, StoreSettings.Retention retention, StoreSettings.Replication replication, int mostListed) {
        this.redis = redis;
        this.retention = retention;
        this.replication = replication;
        reader = new TaskReader(redis);
        listing = new TaskListing(redis, mostListed);
    }

    /** The queues in which the tasks wait; they share what this keeps of the tasks in memory. */
    public QueueStore queues() {
        return new QueueStore(redis, listing.mirror());
    }

    /**
     * Creates a task. Repeating it with the same id changes nothing. Takes at most five times the timeout of the store, see
     * {@link Redis}; when it has to wait for replicas, twice that and their timeout.
     *
     * @return when it was created
     * @throws StoreUnavailableException if Redis does not answer or refuses, or if too few replicas have the task in time;
     *     the task does not run, unless the message says that it has started, or that this is unknown
     * @throws GroupCanceledException if its group is being canceled
     */
    public Instant dispatch(NewTask task) {
        return dispatch(List.of(task)).get(0);
    }

    /** The most tasks that one call can dispatch. */
    public static final int MOST_AT_ONCE = 1_000;

    /**
     * Creates several tasks, in their order, all or none; otherwise as {@link #dispatch(NewTask)}.
     *
     * @param tasks at most {@link #MOST_AT_ONCE}
     * @return when each was created
     */
    public List<Instant> dispatch(List<NewTask> tasks) {
        List<String> arguments = new ArrayList<>(7 * tasks.size());
        tasks.forEach(task -> addArguments(task, redis.seals(), arguments));
        Object reply;
        if (replication.replicas() == 0) {
            reply = redis.run(Script.DISPATCH, arguments);
        } else {
            Redis.Replicated replicated = redis.run(Script.DISPATCH, arguments, replication);
            if (replicated.replicas() < replication.replicas()) {
                throw tooFewReplicas(tasks, replicated.replicas());
            }
            reply = replicated.reply();
        }
        List<?> times = (List<?>) reply;
        if (!times.isEmpty() && times.get(0).equals("canceled")) {
            throw new GroupCanceledException((String) times.get(1));
        }
        return times.stream().map(time -> StoredTask.instant((Long) time)).toList();
    }

    /** Nobody who was told of a failure is to see the task run later: so it is canceled while that is possible. */
    private StoreUnavailableException tooFewReplicas(List<NewTask> tasks, long replicas) {
        List<StoreUnavailableException> failures =
                tasks.stream().map(task -> tooFewReplicas(task.id(), replicas)).toList();
        StoreUnavailableException first = failures.get(0);
        failures.stream().skip(1).forEach(first::addSuppressed);
        return first;
    }

    private StoreUnavailableException tooFewReplicas(UUID id, long replicas) {
        String failure = "Task " + id + " reached " + replicas + " of " + replication.replicas()
                + " replicas of Redis (dibs.redis.wait-replicas) within " + replication.timeout() + ". ";
        try {
            return new StoreUnavailableException(failure
                    + switch (cancel(id, "", NO_EXECUTION).outcome()) {
                        case CANCELED -> "It was canceled and does not run.";
                        case GONE -> "It is gone already.";
                        default -> "It has started all the same, or has ended.";
                    });
        } catch (StoreUnavailableException e) {
            return new StoreUnavailableException(failure + "It is not known whether it runs. " + e.getMessage(), e);
        }
    }

    static void addArguments(NewTask task, Seals seals, List<String> arguments) {
        arguments.addAll(creation(task, seals));
        arguments.add(task.parent().map(UUID::toString).orElse(""));
        arguments.add(Ties.more(task, seals));
    }

    /** What a script is told of a task that it is to create, now or later: its id, call, queue, priority and reservations. */
    static List<String> creation(NewTask task, Seals seals) {
        return List.of(
                task.id().toString(),
                seals.call(task),
                task.queue(),
                Integer.toString(task.priority()),
                Reservations.encode(Ties.mark(task), task.reservations()));
    }

    /** What a cancellation came to. */
    public enum CancelOutcome {
        /** There is no such task. */
        GONE,
        /** It was final before. */
        FINAL,
        /** It had not started. */
        CANCELED,
        /** It runs, and was told to stop. */
        CANCELING,
        /** It was told to stop before; nothing was changed. */
        ALREADY,
        /** Another execution of the task runs than was meant. */
        FENCED
    }

    /**
     * A cancellation.
     *
     * @param outcome what it came to
     * @param name the task's method; empty when it is gone
     * @param completedGroups the groups that it completed
     */
    public record Canceled(CancelOutcome outcome, String name, List<String> completedGroups) {}

    /** Cancels a task. */
    public Canceled cancel(UUID id) {
        return cancel(id, "", "");
    }

    /**
     * Tells one execution of a task to stop; once it has ended, the task is failed with that error.
     *
     * @param error a JSON object
     */
    public Canceled stop(UUID id, long fencingToken, String error) {
        return cancel(id, error, Long.toString(fencingToken));
    }

    private Canceled cancel(UUID id, String error, String execution) {
        List<?> reply = (List<?>)
                redis.run(Script.CANCEL, id.toString(), error, execution, Integer.toString(retention.canceled()));
        return canceled(reply);
    }

    static Canceled canceled(List<?> reply) {
        return new Canceled(
                CancelOutcome.valueOf(((String) reply.get(0)).toUpperCase(Locale.ROOT)),
                (String) reply.get(1),
                reply.size() > 3 ? texts(reply.get(3)) : List.of());
    }

    static List<String> texts(Object reply) {
        return ((List<?>) reply).stream().map(text -> (String) text).toList();
    }

    /** What giving up a task came to. */
    public enum AbandonOutcome {
        /** There is no such task. */
        GONE,
        /** It is not canceling; nothing was changed. */
        REFUSED,
        /** It has ended. */
        ABANDONED,
        /** It was given up before; nothing was changed. */
        ALREADY
    }

    /**
     * An abandonment.
     *
     * @param outcome what it came to
     * @param name the task's method; empty when it is gone
     * @param state its state now; empty when it is gone
     * @param completedGroups the groups that it completed
     */
    public record Abandoned(
            AbandonOutcome outcome, String name, Optional<TaskState> state, List<String> completedGroups) {}

    /**
     * Gives up a task that does not stop.
     *
     * @param error why it ended, if it was not told before; a JSON object
     */
    public Abandoned abandon(UUID id, String error) {
        List<?> reply = (List<?>) redis.run(
                Script.ABANDON,
                id.toString(),
                error,
                Integer.toString(retention.failed()),
                Integer.toString(retention.canceled()));
        AbandonOutcome outcome = AbandonOutcome.valueOf(((String) reply.get(0)).toUpperCase(Locale.ROOT));
        return new Abandoned(
                outcome,
                (String) reply.get(1),
                outcome == AbandonOutcome.GONE ? Optional.empty() : Optional.of(TaskState.of((String) reply.get(2))),
                reply.size() > 3 ? texts(reply.get(3)) : List.of());
    }

    /** Deletes a final task. */
    public Deleted delete(UUID id) {
        String reply = (String) redis.run(Script.DELETE, id.toString());
        return switch (reply) {
            case "deleted" -> new Deleted(true, Optional.empty());
            case "gone" -> new Deleted(false, Optional.empty());
            default -> new Deleted(false, Optional.of(TaskState.of(reply)));
        };
    }

    /**
     * What a deletion came to.
     *
     * @param done whether the task was deleted
     * @param state the state of a task that was not deleted since it is not final; empty when there is no such task
     */
    public record Deleted(boolean done, Optional<TaskState> state) {}

    /** The task of this id, with all that there is of it. */
    public Optional<StoredTask> find(UUID id) {
        return find(List.of(id), TaskReader.WHOLE).stream().findFirst();
    }

    /** The tasks of these ids that there are, in that order, each as it is at one moment. */
    public List<StoredTask> find(Collection<UUID> ids, Set<TaskDetail> details) {
        return reader.read(ids.stream().map(UUID::toString).toList(), details);
    }

    /**
     * A page of tasks.
     *
     * @param count how many match in all
     * @param tasks those of the page as they are now: one that was changed since they were picked may not match any more
     */
    public record Page(long count, List<StoredTask> tasks, Optional<TaskCursor> next, Optional<TaskCursor> previous) {}

    /** Lists the tasks that match. */
    public Page list(TaskQuery query) {
        Selection selection = listing.select(query);
        return new Page(
                selection.count(),
                reader.read(selection.ids(), query.details()),
                selection.next(),
                selection.previous());
    }

    /**
     * A task in the line of a resource.
     *
     * @param mode how it wants or has the resource
     * @param task the task
     */
    public record InLine(Reservation.Mode mode, StoredTask task) {}

    /**
     * A reservation that is not granted.
     *
     * @param position how many claims come before it
     * @param holders those that have the resource
     */
    public record Blocked(Reservation reservation, long position, List<InLine> holders) {}

    /**
     * Why a task waits.
     *
     * @param need what it needs of the worker that runs it
     * @param parked whether a worker took it and lacked that
     * @param ahead how many ready tasks of its queue come before it, or -1
     * @param blocked its reservations that are not granted
     * @param due when it is due, if that is later
     * @param dependencies the tasks that have to be final first, and are not
     * @param paused since when its queue is paused, if it is
     */
    public record Waiting(
            String queue,
            Need need,
            boolean parked,
            long ahead,
            List<Blocked> blocked,
            Optional<Instant> due,
            List<StoredTask> dependencies,
            Optional<Instant> paused) {}

    /** Why a task waits; empty when it does not. Names up to so many holders of each resource. */
    public Optional<Waiting> waiting(UUID id, int holders) {
        List<?> reply = (List<?>) redis.run(Script.WAITING, id.toString(), Integer.toString(holders));
        if (reply.isEmpty()) {
            return Optional.empty();
        }
        List<Blocked> blocked = new ArrayList<>();
        for (Object each : (List<?>) reply.get(4)) {
            List<?> claim = (List<?>) each;
            blocked.add(new Blocked(
                    new Reservation((String) claim.get(1), Reservations.mode((String) claim.get(0))),
                    (Long) claim.get(2),
                    inLine((List<?>) claim.get(3))));
        }
        StoredCall call = StoredCall.decode((String) reply.get(1));
        return Optional.of(new Waiting(
                (String) reply.get(0),
                new Need(call.name(), Attributes.decode(call.attributes()).minimumVersions()),
                (Long) reply.get(2) == 1,
                (Long) reply.get(3),
                blocked,
                StoredTask.optionalInstant((Long) reply.get(5)),
                reader.read(texts(reply.get(6)), TaskReader.BRIEF),
                StoredTask.optionalInstant((Long) reply.get(7))));
    }

    /**
     * The line of a resource.
     *
     * @param waitingCount how many wait in all
     */
    public record Line(List<InLine> holders, List<InLine> waiting, long waitingCount) {}

    /** The line of a resource, with up to so many holders, and as many that wait. */
    public Line line(String resource, int limit) {
        List<?> reply = (List<?>) redis.run(Script.LINE, resource, Integer.toString(limit));
        return new Line(inLine((List<?>) reply.get(2)), inLine((List<?>) reply.get(3)), (Long) reply.get(1));
    }

    private List<InLine> inLine(List<?> claims) {
        Map<String, Reservation.Mode> modes = new LinkedHashMap<>();
        for (Object claim : claims) {
            List<?> pair = (List<?>) claim;
            modes.put((String) pair.get(1), Reservations.mode((String) pair.get(0)));
        }
        return reader.read(modes.keySet(), TaskReader.BRIEF).stream()
                .map(task -> new InLine(modes.get(task.id().toString()), task))
                .toList();
    }
}
