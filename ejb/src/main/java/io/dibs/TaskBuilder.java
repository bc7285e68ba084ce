package io.dibs;

import java.net.URI;
import java.time.Duration;

/**
 * What is left to say about a task before it is dispatched. Every method but {@link #dispatch} returns the builder
 * itself. Not thread-safe; dispatch it once.
 */
public interface TaskBuilder {
    /** The queue of a task that names none. */
    String DEFAULT_QUEUE = "default";

    /** Highest and, negated, lowest priority. */
    int MAX_PRIORITY = 100;

    /** How many webhooks a task can have. */
    int MAX_WEBHOOKS = 10;

    /**
     * Reserves resources exclusively. A resource that is named twice, or as shared too, counts once, as exclusive.
     *
     * @param resources each a {@code String} or a {@link Reservable}
     * @throws IllegalArgumentException if one is neither, or its name is empty or longer than 4,096 bytes
     */
    TaskBuilder exclusive(Object... resources);

    /** Reserves resources together with other tasks that share them. Otherwise as {@link #exclusive}. */
    TaskBuilder shared(Object... resources);

    /**
     * The queue that the task waits in once its resources are free. Default {@value #DEFAULT_QUEUE}.
     *
     * @throws IllegalArgumentException if the name is empty, longer than 200 characters, or has other characters than
     *     letters, digits, {@code .}, {@code _} and {@code -}
     */
    TaskBuilder queue(String queue);

    /**
     * Orders tasks that are ready: a higher one starts first. It never changes the order of those that wait for the same
     * resource. Default 0.
     *
     * @throws IllegalArgumentException if it is not within -100 and 100
     */
    TaskBuilder priority(int priority);

    /**
     * The group that the task joins when it is dispatched, see {@link TaskGroup}. Default none, also inside a task of a group.
     *
     * @throws IllegalArgumentException if it is blank or has more than 200 characters
     */
    TaskBuilder group(String group);

    /**
     * How long the task may run; past it, it is told to stop in the same way as by a cancellation, and fails. Default
     * {@code dibs.tasks.timeout}.
     *
     * @throws IllegalArgumentException if it is shorter than 1 ms or longer than 36,500 days
     */
    TaskBuilder timeout(Duration timeout);

    /** Whether and when it is tried again if it does not complete. Default {@code dibs.tasks.retry}. */
    TaskBuilder retry(RetryPolicy retry);

    /**
     * Has the calling thread run the task, inside {@link #dispatch}, if all its resources are free: then it is final, or waits
     * for its next attempt, when that returns. It overtakes nobody who waits for one of them. It may run for
     * {@code dibs.tasks.immediate-limit}, or its own timeout if that is shorter; past it, it is told to stop and fails; if it
     * does not heed that, the caller waits for it. What it throws is the task's error, not the caller's. If it cannot run at
     * once, see {@link #deferrable}.
     */
    TaskBuilder immediate();

    /**
     * Whether an {@link #immediate} task that cannot run at once waits for its resources and then for a worker. If not, it is
     * canceled, with the reason "Resources temporarily unavailable."; so it is if it demands a newer version than this process
     * has, which the reason then adds. Default true; it means nothing for other tasks.
     */
    TaskBuilder deferrable(boolean deferrable);

    /**
     * Tasks that have to be final before this one joins the lines of its resources, whatever they came to. A task that is
     * not kept any more counts as final. Default none. A task cannot wait for one that is dispatched after it, so there are
     * no circles.
     */
    TaskBuilder after(TaskHandle... tasks);

    /**
     * An address that is told by HTTP when the task is final: by a task of its own, created in the step that makes this one
     * final, so that it is not lost, and tried again until the receiver takes it; so it may be told more than once. It is told
     * what became of the task, without arguments, and its request is signed. Each call adds one. Default none.
     *
     * @throws TaskRefusedException if {@code dibs.webhooks.allowed-hosts} does not list its host, or it is no such address
     * @throws IllegalArgumentException if there would be more than {@value #MAX_WEBHOOKS}
     */
    TaskBuilder webhook(URI url);

    /** What people read. Default none. */
    TaskBuilder description(String description);

    /**
     * Ties together what one request caused. Default that of the {@linkplain Correlation#current calling thread}: the
     * request's, or inside a task that of the task.
     *
     * @throws IllegalArgumentException if it is blank, longer than 200 characters, or has control characters
     */
    TaskBuilder correlationId(String correlationId);

    /**
     * Has only those processes run it that have a module of the application in this version or a later one; all others leave it
     * waiting. Default: the module of its method, in the version that the dispatching process has; see
     * {@code dibs.tasks.version-gate}.
     *
     * @param module the module's name, as its archive tells it: its {@code Implementation-Title}, or its Maven artifact id
     * @param version such as {@code 1.2}; see {@link java.lang.module.ModuleDescriptor.Version} for the order of versions
     * @throws IllegalArgumentException if the name is empty, longer than 200 characters, or has {@code @}, {@code =} or a
     *     control character, or if the version cannot be compared with others, since it does not begin with a digit, say
     */
    TaskBuilder minimumVersion(String module, String version);

    /** Has any process run it that knows its method, whatever was demanded so far, also by default. */
    TaskBuilder anyVersion();

    /**
     * Dispatches the task.
     *
     * @throws StoreUnavailableException if Redis does not answer in time; the task does not run, unless its
     *     {@linkplain StoreUnavailableException message} says that this is unknown
     */
    TaskHandle dispatch();
}
