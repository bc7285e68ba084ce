package io.dibs.store;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.dibs.json.Json;

/**
 * Workers, their leases, and the tasks that they run. Thread-safe. Every method throws
 * {@link io.dibs.StoreUnavailableException} when Redis does not answer.
 */
public final class WorkerStore {
    private static final int SWEPT_AT_ONCE = 100;

    private final Redis redis;
    private final StoreSettings.Retention retention;
    private final ExchangeCalls exchanges;

    /** One that is not told where claimed tasks were. */
    public WorkerStore(Redis redis, StoreSettings.Retention retention) {
        this(redis, retention, false);
    }

    /** @param traced whether it is told where claimed tasks were, and when ({@link Exchange.Stay}) */
    public WorkerStore(Redis redis, StoreSettings.Retention retention, boolean traced) {
        this.redis = redis;
        this.retention = retention;
        exchanges = new ExchangeCalls(redis, retention, traced);
    }

    /** What operators ask of workers. */
    public WorkerRequests requests() {
        return new WorkerRequests(redis);
    }

    /**
     * A worker process.
     *
     * @param incarnation its identity
     * @param name its name, for people
     * @param queues the queues that it serves, in order of preference; {@code *} for all
     * @param slots how many tasks it runs at once
     * @param lease how long its lease lasts without renewal
     * @param version its version of Dibs
     * @param modules the versions of the application's modules there, by module
     */
    public record Registration(
            String incarnation,
            String name,
            List<String> queues,
            int slots,
            Duration lease,
            String version,
            Map<String, String> modules) {}

    /** Registers a worker and gives it its lease. */
    public void register(Registration worker) {
        redis.run(
                Script.REGISTER,
                worker.incarnation(),
                micros(worker.lease()),
                worker.name(),
                Json.array(worker.queues()),
                Integer.toString(worker.slots()),
                worker.version(),
                Json.strings(worker.modules()));
    }

    /**
     * How a worker process is, by itself.
     *
     * @param stuck how many of its tasks do not stop
     * @param clock what its clock says now
     */
    public record Health(int stuck, Instant clock) {}

    /** Renews a worker's lease, and tells how it is; returns whether the lease was still valid. */
    public boolean renew(Registration worker, Health health) {
        return (Long) redis.run(
                        Script.RENEW,
                        worker.incarnation(),
                        micros(worker.lease()),
                        Integer.toString(health.stuck()),
                        Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, health.clock())))
                == 1;
    }

    /** Forgets a worker that has stopped; returns false, and leaves it to the sweeper, if it still has tasks. */
    public boolean unregister(String incarnation) {
        return (Long) redis.run(Script.UNREGISTER, incarnation) == 1;
    }

    /** Records what executions came to and claims tasks for the free slots. */
    public Exchange.Reply exchange(Registration worker, Exchange.Request request) {
        return exchanges.make(worker, request);
    }

    /** What an immediate dispatch came to. */
    public enum ImmediateOutcome {
        /** It runs, and its dispatcher is to run it. */
        RUNNING,
        /** It waits for what keeps it, and then for a worker; or it went on already. */
        WAITING,
        /** It could not run at once, and was canceled. */
        CANCELED,
        /** The lease of the worker has ended; nothing was dispatched. */
        LEASE
    }

    /**
     * An answer to {@link #dispatchImmediately}.
     *
     * @param claimed the task to run; empty unless the outcome is {@code RUNNING}
     */
    public record Immediate(ImmediateOutcome outcome, Optional<Exchange.Claimed> claimed) {}

    /**
     * Dispatches a task and claims it, if it can run at once. Repeating it with the same id changes nothing.
     *
     * @param highestToken the largest fencing token that the worker has seen
     * @param unavailable the error with which it is canceled if it cannot run at once, a JSON object; empty if it may wait
     * @throws GroupCanceledException if its group is being canceled
     */
    public Immediate dispatchImmediately(
            Registration worker, long highestToken, Optional<String> unavailable, NewTask task) {
        List<?> reply = immediate(worker, highestToken, unavailable.orElse(""), task, "");
        ImmediateOutcome outcome = outcome(reply);
        return new Immediate(
                outcome,
                outcome == ImmediateOutcome.RUNNING
                        ? Optional.of(new Exchange.Claimed(
                                task.id(),
                                (Long) reply.get(2),
                                ((Long) reply.get(1)).intValue(),
                                task.name(),
                                task.arguments(),
                                task.attributes(),
                                task.parent()))
                        : Optional.empty());
    }

    /**
     * Dispatches a task that may not wait and cannot be run by the worker, whatever its resources are: it is canceled in the same
     * step. Repeating it with the same id changes nothing.
     *
     * @param error why, a JSON object
     * @return {@code CANCELED} or {@code LEASE}
     * @throws GroupCanceledException if its group is being canceled
     */
    public ImmediateOutcome dispatchCanceled(Registration worker, String error, NewTask task) {
        return outcome(immediate(worker, 0, error, task, "1"));
    }

    private List<?> immediate(
            Registration worker, long highestToken, String unavailable, NewTask task, String notHere) {
        List<String> arguments = new ArrayList<>(12);
        arguments.add(worker.incarnation());
        arguments.add(Long.toString(highestToken));
        arguments.add(unavailable);
        arguments.add(Integer.toString(retention.canceled()));
        TaskStore.addArguments(task, redis.seals(), arguments);
        arguments.add(notHere);
        return (List<?>) redis.run(Script.IMMEDIATE, arguments);
    }

    private static ImmediateOutcome outcome(List<?> reply) {
        String outcome = (String) reply.get(0);
        if (outcome.equals("group")) {
            throw new GroupCanceledException((String) reply.get(1));
        }
        return ImmediateOutcome.valueOf(outcome.toUpperCase(Locale.ROOT));
    }

    /**
     * Saves what a running task reports.
     *
     * @param progress JSON; empty to leave it as it is
     * @param created JSON; empty to leave it as it is
     * @param shares what it has done of what its group reports, JSON; empty to leave it as it is
     * @return false if the execution is not the current one
     */
    public boolean saveProgress(UUID task, long fencingToken, String progress, String created, String shares) {
        return save(task, fencingToken, progress, created, "", shares);
    }

    /**
     * Saves where the thread of a task is that does not stop.
     *
     * @return false if the execution is not the current one
     */
    public boolean saveStack(UUID task, long fencingToken, String stack) {
        return save(task, fencingToken, "", "", stack, "");
    }

    private boolean save(UUID task, long fencingToken, String progress, String created, String stack, String shares) {
        List<String> arguments =
                List.of(task.toString(), Long.toString(fencingToken), progress, created, stack, shares);
        return (Long) redis.run(Script.PROGRESS, arguments) == 1;
    }

    /** What asking for further resources came to. */
    public enum ReserveOutcome {
        RESERVED,
        /** Another task has one of them or waits for it, or this task shares it. */
        TAKEN,
        /** The task is to stop. */
        CANCELING,
        /** The execution is not the current one. */
        FENCED
    }

    /**
     * An answer to {@link #reserve}.
     *
     * @param taken the resource that could not be had; empty unless the outcome is {@code TAKEN}
     */
    public record Reserved(ReserveOutcome outcome, String taken) {}

    /** Reserves further resources exclusively for a running task, all or none, if nobody has them or waits for them. */
    public Reserved reserve(UUID task, long fencingToken, List<String> resources) {
        List<?> reply = (List<?>)
                redis.run(Script.RESERVE, task.toString(), Long.toString(fencingToken), Json.array(resources));
        return new Reserved(
                ReserveOutcome.valueOf(((String) reply.get(0)).toUpperCase(Locale.ROOT)),
                reply.size() > 1 ? (String) reply.get(1) : "");
    }

    /**
     * Takes the tasks of one worker whose lease has ended, forgets final tasks that are too old or too many, and lets
     * tasks that are due join their lines.
     *
     * @param error the error of the tasks that it takes, a JSON object
     * @param poison the error of a task whose workers went missing too often, likewise
     */
    public Recovery.Swept sweep(String error, String poison) {
        List<String> arguments = new ArrayList<>();
        arguments.add(error);
        arguments.add(poison);
        arguments.addAll(retention.counts());
        arguments.add(micros(retention.ages().completed()));
        arguments.add(micros(retention.ages().failed()));
        arguments.add(micros(retention.ages().canceled()));
        arguments.add(Integer.toString(SWEPT_AT_ONCE));
        return Recovery.Swept.read((List<?>) redis.run(Script.SWEEP, arguments));
    }

    /**
     * Compares what a worker runs with what is said to run on it, and takes from it what it does not run. Not while an
     * {@link #exchange} is under way.
     *
     * @param error the error of the tasks that it takes, a JSON object
     * @param running the fencing tokens of all executions whose outcome is not recorded
     */
    public Recovery.Reconciled reconcile(Registration worker, String error, Collection<Long> running) {
        List<String> arguments = new ArrayList<>();
        arguments.add(worker.incarnation());
        arguments.add(error);
        arguments.addAll(retention.counts());
        running.forEach(token -> arguments.add(Long.toString(token)));
        return Recovery.Reconciled.read((List<?>) redis.run(Script.RECONCILE, arguments));
    }

    /**
     * Blocks until a task may be ready for the worker, or one of its tasks is to stop.
     *
     * @param atMost up to 2 s
     * @return whether it was woken
     * @throws io.dibs.StoreUnavailableException if Redis does not answer, or {@link #stopWaiting} was called
     */
    public boolean awaitWake(String incarnation, Duration atMost) {
        return redis.awaitToken(redis.key("wake:" + incarnation), atMost);
    }

    /** Ends the wait of {@link #awaitWake}, if there is one now: it fails. */
    public void stopWaiting() {
        redis.stopWaiting();
    }

    /** All registered workers. */
    public Roll list() {
        return Roll.read((List<?>) redis.run(Script.WORKERS));
    }

    private static String micros(Duration duration) {
        return Long.toString(duration.toNanos() / 1000);
    }
}
