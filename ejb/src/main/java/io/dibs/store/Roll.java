package io.dibs.store;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.json.JsonString;

import io.dibs.json.Json;

/**
 * The workers at a time.
 *
 * @param time Redis' time
 * @param workers all that are registered, those whose lease has ended included until they are swept
 */
public record Roll(Instant time, List<Registered> workers) {
    /**
     * A worker that is registered.
     *
     * @param leaseEnd when its lease ends or ended
     * @param draining whether it is given no tasks any more
     * @param stuck how many of its tasks do not stop, as it said last
     * @param apart by how much its clock is ahead of that of Redis, in whole seconds, as it said last
     */
    public record Registered(
            WorkerStore.Registration worker,
            Instant started,
            Instant leaseEnd,
            List<UUID> tasks,
            boolean draining,
            int stuck,
            Duration apart) {
        /** Whether it would take a task from that queue. */
        public boolean serves(String queue) {
            return !draining
                    && (worker.queues().contains("*") || worker.queues().contains(queue));
        }

        private static Registered read(List<?> reply) {
            String incarnation = (String) reply.get(0);
            String[] health = ((String) reply.get(11)).split(" ");
            return new Registered(
                    new WorkerStore.Registration(
                            incarnation,
                            (String) reply.get(2),
                            Json.strings((String) reply.get(3)),
                            Integer.parseInt((String) reply.get(4)),
                            Duration.of(Long.parseLong((String) reply.get(5)), ChronoUnit.MICROS),
                            (String) reply.get(6),
                            modules((String) reply.get(9))),
                    StoredTask.instant(Long.parseLong((String) reply.get(7))),
                    StoredTask.instant((Long) reply.get(1)),
                    ((List<?>) reply.get(8))
                            .stream()
                                    .map(id -> UUID.fromString((String) id))
                                    .sorted()
                                    .toList(),
                    (Long) reply.get(10) == 1,
                    Integer.parseInt(health[0]),
                    Duration.ofSeconds(Long.parseLong(health[1])));
        }

        private static Map<String, String> modules(String json) {
            Map<String, String> modules = new TreeMap<>();
            Json.readObject(json).forEach((module, version) -> modules.put(module, ((JsonString) version).getString()));
            return modules;
        }
    }

    static Roll read(List<?> reply) {
        return new Roll(
                StoredTask.instant((Long) reply.get(0)),
                ((List<?>) reply.get(1))
                        .stream().map(each -> Registered.read((List<?>) each)).toList());
    }
}
