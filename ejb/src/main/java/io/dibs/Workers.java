package io.dibs;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Looks at the live workers: one for each application-server instance that runs tasks. Thread-safe. */
public interface Workers {
    /** All workers that have not left and whose lease may still be swept, by name. */
    List<Worker> list();

    /** The worker of that name; when several bear it, the one that started last. */
    Optional<Worker> find(String name);

    /**
     * A worker.
     *
     * @param name its name, for people; not unique
     * @param incarnation its identity: random, new at each start
     * @param online whether its lease is valid
     * @param startedAt when it registered
     * @param lastHeartbeat when it last renewed its lease
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
            Instant startedAt,
            Instant lastHeartbeat,
            int slots,
            List<String> queues,
            String version,
            Map<String, String> modules,
            List<UUID> currentTasks) {}
}
