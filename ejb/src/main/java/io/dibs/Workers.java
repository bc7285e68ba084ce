package io.dibs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The live workers, one for each application-server instance that runs tasks: looks at them, and asks things of them. Thread-safe. */
public interface Workers {
    /** All workers that have not left and whose lease may still be swept, by name. */
    List<Worker> list();

    /** The worker of that name; when several bear it, the one that started last. */
    Optional<Worker> find(String name);

    /**
     * Has a worker take nothing new, from this moment on; what it runs goes on, what it would have taken is for the others. Tasks that
     * are run immediately, by those who dispatch them, are not concerned. It holds until it is taken back, or the process ends or loses its
     * lease: then it begins again as another worker. Repeating it changes nothing.
     *
     * @return the worker that {@link #find} gives for that name, as it is then; empty if there is none
     */
    Optional<Worker> drain(String name);

    /** Takes {@link #drain} back: the worker takes tasks again. */
    Optional<Worker> undrain(String name);

    /**
     * Asks a worker's process where all its threads are, now. The answer takes a second or two. Who asks meanwhile shares it.
     *
     * @param atMost how long to wait for the answer
     * @return empty if there is no worker of that name
     * @throws WorkerSilentException if it has not answered by then
     */
    Optional<ThreadDump> threads(String name, Duration atMost);

    /**
     * A worker.
     *
     * @param name its name, for people; not unique
     * @param incarnation its identity: random, new at each start
     * @param online whether its lease is valid
     * @param startedAt when it registered
     * @param draining whether it takes nothing new, since it was told so: see {@link #drain}
     * @param lastHeartbeat when it last renewed its lease
     * @param leaseEndsAt when its lease ends, unless it renews it
     * @param slots how many tasks it runs at once
     * @param queues the queues that it serves, in its order of preference; {@code *} for all
     * @param version its version of Dibs
     * @param modules the versions of the application's modules there, by module
     * @param currentTasks what it runs
     */
    record Worker(
            String name,
            String incarnation,
            boolean online,
            boolean draining,
            Instant startedAt,
            Instant lastHeartbeat,
            Instant leaseEndsAt,
            int slots,
            List<String> queues,
            String version,
            Map<String, String> modules,
            List<UUID> currentTasks) {}
}
