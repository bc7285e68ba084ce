package io.dibs;

import java.util.List;
import java.util.Map;

/**
 * Dispatches tasks: calls that run later, on some worker, once the resources that they name are theirs.
 *
 * <pre>{@code
 * @Inject TaskDispatcher dispatcher;
 *
 * TaskHandle task = dispatcher.enqueueWithReservation(
 *         FileRepositories::synchronize, List.of(repository), repositoryId, remoteUrl);
 *
 * dispatcher.task(FileRepositories::synchronize, repositoryId, remoteUrl)
 *         .exclusive(repository).shared(remote)
 *         .queue("sync").priority(5).timeout(Duration.ofHours(2))
 *         .dispatch();
 * }</pre>
 *
 * <p>A method is named by a method reference, {@code Bean::method} or {@code Type::staticMethod}, with up to eight
 * parameters, or by text, {@code "com.acme.Tasks#sync"}. It must be public, and belong to the application (see
 * {@code dibs.tasks.allowed-packages}). Arguments are bound as JSON to the method's declared parameter types, and checked
 * when the task is dispatched, not only when it runs.
 *
 * <p>When a call returns, the task exists and can be looked up; when it throws, nothing was queued. A task that is
 * dispatched inside another one becomes its child. The dispatcher is thread-safe.
 *
 * <p>The idea of reserving and enqueueing in one call, on a plain function that nothing marks as a task, is that of the
 * Pulp project (2018).
 */
public interface TaskDispatcher {
    /**
     * A task that runs the method of this name.
     *
     * @param method {@code "class#method"}, or {@code "class#method(type,type)"} where the method is overloaded
     * @param arguments as many as the method has parameters; each is bound to the parameter's declared type
     * @throws TaskRefusedException if there is no such method, it may not be a task, or an argument does not fit
     */
    TaskBuilder task(String method, Object... arguments);

    /**
     * A task that runs the referenced method. Prefer the overloads below: they have the compiler check the arguments.
     *
     * @throws TaskRefusedException as {@link #task(String, Object...)}
     */
    TaskBuilder call(TaskMethod method, Object... arguments);

    /**
     * A task that runs a Jakarta Batch job. Its name is {@code job:} and that of the job; its result says the job's execution,
     * instance, statuses and steps. The task ends when the job's execution has ended, and stops it when it is told to stop.
     *
     * @param job the name of {@code META-INF/batch-jobs/<job>.xml} in the application
     * @param properties the job's parameters, to which {@code dibs.task}, {@code dibs.fencing-token} and {@code dibs.attempt}
     *     are added
     * @throws TaskRefusedException if the application has no such job, or a property's name begins with {@code dibs.}
     */
    TaskBuilder job(String job, Map<String, String> properties);

    /**
     * The group of that name; nothing is looked up.
     *
     * @throws IllegalArgumentException if the name is blank or has more than 200 characters
     */
    TaskGroup group(String name);

    /** An empty batch, for dispatching several tasks together. */
    TaskBatch batch();

    /**
     * A schedule, which dispatches a task of this kind again and again, or once later.
     *
     * @param name 1 to 200 letters, digits, {@code .}, {@code _} and {@code -}
     * @param timing when its ticks are due
     * @param task from this dispatcher; it is a pattern, and is not dispatched itself
     * @throws IllegalArgumentException if the name or a cron expression is malformed, no tick would ever be due, or the task was
     *     made by another dispatcher
     */
    ScheduleBuilder schedule(String name, Timing timing, TaskBuilder task);

    /**
     * Dispatches a task that runs the method of this name and reserves the resources exclusively.
     *
     * @param resources each a {@code String} or a {@link Reservable}; may be empty
     * @throws TaskRefusedException as {@link #task(String, Object...)}
     * @throws StoreUnavailableException if Redis does not answer; nothing was dispatched, as far as can be known
     */
    default TaskHandle enqueueWithReservation(String method, List<?> resources, Object... arguments) {
        return task(method, arguments).exclusive(resources.toArray()).dispatch();
    }

    /** As {@link #call}, checked by the compiler. */
    default <T> TaskBuilder task(TaskMethod.Instance0<T> method) {
        return call(method);
    }

    /** As {@link #enqueueWithReservation(String, List, Object...)}, checked by the compiler. */
    default <T> TaskHandle enqueueWithReservation(TaskMethod.Instance0<T> method, List<?> resources) {
        return call(method).exclusive(resources.toArray()).dispatch();
    }

    /** As {@link #call}, checked by the compiler. */
    default <T, A> TaskBuilder task(TaskMethod.Instance1<T, A> method, A a) {
        return call(method, a);
    }

    /** As {@link #enqueueWithReservation(String, List, Object...)}, checked by the compiler. */
    default <T, A> TaskHandle enqueueWithReservation(TaskMethod.Instance1<T, A> method, List<?> resources, A a) {
        return call(method, a).exclusive(resources.toArray()).dispatch();
    }

    /** As {@link #call}, checked by the compiler. */
    default <T, A, B> TaskBuilder task(TaskMethod.Instance2<T, A, B> method, A a, B b) {
        return call(method, a, b);
    }

    /** As {@link #enqueueWithReservation(String, List, Object...)}, checked by the compiler. */
    default <T, A, B> TaskHandle enqueueWithReservation(
            TaskMethod.Instance2<T, A, B> method, List<?> resources, A a, B b) {
        return call(method, a, b).exclusive(resources.toArray()).dispatch();
    }

    /** As {@link #call}, checked by the compiler. */
    default <T, A, B, C> TaskBuilder task(TaskMethod.Instance3<T, A, B, C> method, A a, B b, C c) {
        return call(method, a, b, c);
    }

    /** As {@link #enqueueWithReservation(String, List, Object...)}, checked by the compiler. */
    default <T, A, B, C> TaskHandle enqueueWithReservation(
            TaskMethod.Instance3<T, A, B, C> method, List<?> resources, A a, B b, C c) {
        return call(method, a, b, c).exclusive(resources.toArray()).dispatch();
    }

    /** As {@link #call}, checked by the compiler. */
    default <T, A, B, C, D> TaskBuilder task(TaskMethod.Instance4<T, A, B, C, D> method, A a, B b, C c, D d) {
        return call(method, a, b, c, d);
    }

    /** As {@link #enqueueWithReservation(String, List, Object...)}, checked by the compiler. */
    default <T, A, B, C, D> TaskHandle enqueueWithReservation(
            TaskMethod.Instance4<T, A, B, C, D> method, List<?> resources, A a, B b, C c, D d) {
        return call(method, a, b, c, d).exclusive(resources.toArray()).dispatch();
    }

    /** As {@link #call}, checked by the compiler. */
    default <T, A, B, C, D, E> TaskBuilder task(
            TaskMethod.Instance5<T, A, B, C, D, E> method, A a, B b, C c, D d, E e) {
        return call(method, a, b, c, d, e);
    }

    /** As {@link #enqueueWithReservation(String, List, Object...)}, checked by the compiler. */
    default <T, A, B, C, D, E> TaskHandle enqueueWithReservation(
            TaskMethod.Instance5<T, A, B, C, D, E> method, List<?> resources, A a, B b, C c, D d, E e) {
        return call(method, a, b, c, d, e).exclusive(resources.toArray()).dispatch();
    }

    /** As {@link #call}, checked by the compiler. */
    default <T, A, B, C, D, E, F> TaskBuilder task(
            TaskMethod.Instance6<T, A, B, C, D, E, F> method, A a, B b, C c, D d, E e, F f) {
        return call(method, a, b, c, d, e, f);
    }

    /** As {@link #enqueueWithReservation(String, List, Object...)}, checked by the compiler. */
    default <T, A, B, C, D, E, F> TaskHandle enqueueWithReservation(
            TaskMethod.Instance6<T, A, B, C, D, E, F> method, List<?> resources, A a, B b, C c, D d, E e, F f) {
        return call(method, a, b, c, d, e, f).exclusive(resources.toArray()).dispatch();
    }

    /** As {@link #call}, checked by the compiler. */
    default <T, A, B, C, D, E, F, G> TaskBuilder task(
            TaskMethod.Instance7<T, A, B, C, D, E, F, G> method, A a, B b, C c, D d, E e, F f, G g) {
        return call(method, a, b, c, d, e, f, g);
    }

    /** As {@link #enqueueWithReservation(String, List, Object...)}, checked by the compiler. */
    default <T, A, B, C, D, E, F, G> TaskHandle enqueueWithReservation(
            TaskMethod.Instance7<T, A, B, C, D, E, F, G> method, List<?> resources, A a, B b, C c, D d, E e, F f, G g) {
        return call(method, a, b, c, d, e, f, g).exclusive(resources.toArray()).dispatch();
    }

    /** As {@link #call}, checked by the compiler. */
    default <T, A, B, C, D, E, F, G, H> TaskBuilder task(
            TaskMethod.Instance8<T, A, B, C, D, E, F, G, H> method, A a, B b, C c, D d, E e, F f, G g, H h) {
        return call(method, a, b, c, d, e, f, g, h);
    }

    /** As {@link #enqueueWithReservation(String, List, Object...)}, checked by the compiler. */
    default <T, A, B, C, D, E, F, G, H> TaskHandle enqueueWithReservation(
            TaskMethod.Instance8<T, A, B, C, D, E, F, G, H> method,
            List<?> resources,
            A a,
            B b,
            C c,
            D d,
            E e,
            F f,
            G g,
            H h) {
        return call(method, a, b, c, d, e, f, g, h)
                .exclusive(resources.toArray())
                .dispatch();
    }

    /** As {@link #call}, checked by the compiler. */
    default TaskBuilder task(TaskMethod.Static0 method) {
        return call(method);
    }

    /** As {@link #enqueueWithReservation(String, List, Object...)}, checked by the compiler. */
    default TaskHandle enqueueWithReservation(TaskMethod.Static0 method, List<?> resources) {
        return call(method).exclusive(resources.toArray()).dispatch();
    }

    /** As {@link #call}, checked by the compiler. */
    default <A> TaskBuilder task(TaskMethod.Static1<A> method, A a) {
        return call(method, a);
    }

    /** As {@link #enqueueWithReservation(String, List, Object...)}, checked by the compiler. */
    default <A> TaskHandle enqueueWithReservation(TaskMethod.Static1<A> method, List<?> resources, A a) {
        return call(method, a).exclusive(resources.toArray()).dispatch();
    }

    /** As {@link #call}, checked by the compiler. */
    default <A, B> TaskBuilder task(TaskMethod.Static2<A, B> method, A a, B b) {
        return call(method, a, b);
    }

    /** As {@link #enqueueWithReservation(String, List, Object...)}, checked by the compiler. */
    default <A, B> TaskHandle enqueueWithReservation(TaskMethod.Static2<A, B> method, List<?> resources, A a, B b) {
        return call(method, a, b).exclusive(resources.toArray()).dispatch();
    }

    /** As {@link #call}, checked by the compiler. */
    default <A, B, C> TaskBuilder task(TaskMethod.Static3<A, B, C> method, A a, B b, C c) {
        return call(method, a, b, c);
    }

    /** As {@link #enqueueWithReservation(String, List, Object...)}, checked by the compiler. */
    default <A, B, C> TaskHandle enqueueWithReservation(
            TaskMethod.Static3<A, B, C> method, List<?> resources, A a, B b, C c) {
        return call(method, a, b, c).exclusive(resources.toArray()).dispatch();
    }

    /** As {@link #call}, checked by the compiler. */
    default <A, B, C, D> TaskBuilder task(TaskMethod.Static4<A, B, C, D> method, A a, B b, C c, D d) {
        return call(method, a, b, c, d);
    }

    /** As {@link #enqueueWithReservation(String, List, Object...)}, checked by the compiler. */
    default <A, B, C, D> TaskHandle enqueueWithReservation(
            TaskMethod.Static4<A, B, C, D> method, List<?> resources, A a, B b, C c, D d) {
        return call(method, a, b, c, d).exclusive(resources.toArray()).dispatch();
    }

    /** As {@link #call}, checked by the compiler. */
    default <A, B, C, D, E> TaskBuilder task(TaskMethod.Static5<A, B, C, D, E> method, A a, B b, C c, D d, E e) {
        return call(method, a, b, c, d, e);
    }

    /** As {@link #enqueueWithReservation(String, List, Object...)}, checked by the compiler. */
    default <A, B, C, D, E> TaskHandle enqueueWithReservation(
            TaskMethod.Static5<A, B, C, D, E> method, List<?> resources, A a, B b, C c, D d, E e) {
        return call(method, a, b, c, d, e).exclusive(resources.toArray()).dispatch();
    }

    /** As {@link #call}, checked by the compiler. */
    default <A, B, C, D, E, F> TaskBuilder task(
            TaskMethod.Static6<A, B, C, D, E, F> method, A a, B b, C c, D d, E e, F f) {
        return call(method, a, b, c, d, e, f);
    }

    /** As {@link #enqueueWithReservation(String, List, Object...)}, checked by the compiler. */
    default <A, B, C, D, E, F> TaskHandle enqueueWithReservation(
            TaskMethod.Static6<A, B, C, D, E, F> method, List<?> resources, A a, B b, C c, D d, E e, F f) {
        return call(method, a, b, c, d, e, f).exclusive(resources.toArray()).dispatch();
    }

    /** As {@link #call}, checked by the compiler. */
    default <A, B, C, D, E, F, G> TaskBuilder task(
            TaskMethod.Static7<A, B, C, D, E, F, G> method, A a, B b, C c, D d, E e, F f, G g) {
        return call(method, a, b, c, d, e, f, g);
    }

    /** As {@link #enqueueWithReservation(String, List, Object...)}, checked by the compiler. */
    default <A, B, C, D, E, F, G> TaskHandle enqueueWithReservation(
            TaskMethod.Static7<A, B, C, D, E, F, G> method, List<?> resources, A a, B b, C c, D d, E e, F f, G g) {
        return call(method, a, b, c, d, e, f, g).exclusive(resources.toArray()).dispatch();
    }

    /** As {@link #call}, checked by the compiler. */
    default <A, B, C, D, E, F, G, H> TaskBuilder task(
            TaskMethod.Static8<A, B, C, D, E, F, G, H> method, A a, B b, C c, D d, E e, F f, G g, H h) {
        return call(method, a, b, c, d, e, f, g, h);
    }

    /** As {@link #enqueueWithReservation(String, List, Object...)}, checked by the compiler. */
    default <A, B, C, D, E, F, G, H> TaskHandle enqueueWithReservation(
            TaskMethod.Static8<A, B, C, D, E, F, G, H> method,
            List<?> resources,
            A a,
            B b,
            C c,
            D d,
            E e,
            F f,
            G g,
            H h) {
        return call(method, a, b, c, d, e, f, g, h)
                .exclusive(resources.toArray())
                .dispatch();
    }
}
