package io.dibs;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * The running task, for the code that it runs. Inject it into any bean; it stands for the task of the thread that calls
 * it, and every method throws {@link IllegalStateException} on a thread that runs none. To work with several threads,
 * take what they need from it first: {@link Progress} and the values are thread-safe.
 */
public interface TaskContext {
    /** Whether this thread runs a task. The only method that never throws. */
    boolean isActive();

    /** The task's id. */
    UUID taskId();

    /** Which attempt this is, from 1. */
    int attempt();

    /**
     * A number that is larger than that of any execution that started earlier, in the whole domain. Pass it to whatever
     * the task changes, and have that refuse a smaller one than it has seen: then a worker that was taken for dead and
     * wakes up again cannot do harm.
     *
     * <p>The idea is Martin Kleppmann's, "How to do distributed locking" (2016).
     */
    long fencingToken();

    /** The task inside which this one was dispatched. */
    Optional<UUID> parent();

    /**
     * The user in whose name the task runs: who dispatched it, or the owner of the task inside which it was dispatched. On
     * Payara the container takes him for the caller as well; without roles, since nobody has signed in there.
     */
    Optional<String> owner();

    /** What ties together what one request caused. */
    Optional<String> correlationId();

    /**
     * The trace that the task was dispatched in, as W3C Trace Context writes it in the header {@code traceparent}. Pass it to
     * what the task calls, or begin the task's own span as a child of it.
     */
    Optional<String> traceparent();

    /**
     * Opens a progress report, in state {@code running}, with nothing done and no total.
     *
     * @param message what people read
     * @param code what programs read; the report of that code that is already open is returned, if there is one
     */
    Progress progress(String message, String code);

    /** The group that the task is in. */
    Optional<String> group();

    /**
     * Opens a progress report that all tasks of the group share: what they add to what is done, and the totals that they set,
     * add up. Each task's part counts once, also when it is tried again: then its part starts at zero. It has no suffix and
     * cannot be completed by a task; both are ignored.
     *
     * @param message what people read
     * @param code what programs read; the report of that code that is already open is returned, if there is one
     * @throws IllegalStateException if the task is in no group
     */
    Progress groupProgress(String message, String code);

    /** Whether the task was told to stop: canceled, out of time, fenced off or its worker shuts down. */
    boolean isCanceled();

    /**
     * Throws if the task was told to stop. Call it wherever the work can be left.
     *
     * @throws TaskCanceledException if {@link #isCanceled}
     */
    void checkCanceled();

    /**
     * A folder for this execution alone, created at the first call and removed, with all in it, when the execution ends.
     *
     * @throws java.io.UncheckedIOException if it cannot be created
     */
    Path workingDirectory();

    /**
     * Reserves further resources exclusively, all or none, until the task ends: those of objects that it has just created,
     * before it lets others see them. A task never waits for them, since it could wait for ever.
     *
     * @param resources each a {@code String} or a {@link Reservable}
     * @throws ResourceTakenException if another task has one of them or waits for it, or this one shares it
     * @throws TaskCanceledException if the task was told to stop
     * @throws StoreUnavailableException if Redis does not answer
     */
    void reserve(Object... resources);

    /**
     * Notes that the task created something. It is listed in the task's {@code created_resources} in this order.
     *
     * @param resource a {@code String}, such as an URL path, or a {@link Reservable}
     */
    void createdResource(Object resource);
}
