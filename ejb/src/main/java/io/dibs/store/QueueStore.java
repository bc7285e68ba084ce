package io.dibs.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Queues: what is in them, and whether they are paused. Thread-safe. Every method throws
 * {@link io.dibs.StoreUnavailableException} when Redis does not answer.
 */
public final class QueueStore {
    /** How many queues can be paused at once: each call of a worker reads their names. */
    public static final int MOST_PAUSED = 1_000;

    /** How far the rate looks back at which tasks end. */
    private static final Duration LATELY = Duration.ofMinutes(1);

    private static final String ALL = "all";
    private static final String THESE = "these";
    private static final int CHUNK = 1_000;

    private final Redis redis;
    private final TaskMirror mirror;

    QueueStore(Redis redis, TaskMirror mirror) {
        this.redis = redis;
        this.mirror = mirror;
    }

    /**
     * Has nobody be given a task of a queue until it is resumed. One that is paused stays so.
     *
     * @return false if {@link #MOST_PAUSED} others are paused
     */
    public boolean pause(String queue) {
        return (Long) redis.run(Script.PAUSE_QUEUE, queue, Integer.toString(MOST_PAUSED)) == 1;
    }

    /** Ends a pause, and wakes workers for what is ready. Returns whether it was paused. */
    public boolean resume(String queue) {
        return (Long) redis.run(Script.RESUME_QUEUE, queue) == 1;
    }

    /**
     * All queues that have tasks that are not final, all that are paused, and these, by name. What is ready in them is of one
     * moment; what is blocked, due later or running of one before.
     */
    public List<StoredQueue> list(Collection<String> these) {
        MirrorCensus census = mirror.census(LATELY, later());
        Map<String, List<?>> seen = look(ALL, these);
        Collection<String> others = namesOf(census.othersThan(seen.keySet()));
        if (!others.isEmpty()) {
            seen.putAll(look(THESE, others));
        }
        return seen.values().stream()
                .map(each -> queue(each, census))
                .sorted(Comparator.comparing(StoredQueue::name))
                .toList();
    }

    /**
     * What is ready in a queue.
     *
     * @param parked how many tasks a worker lacked something for, likewise
     * @param readyAt since when the first of all these has been ready
     */
    public record Depth(String name, long ready, long parked, Optional<Instant> pausedAt, Optional<Instant> readyAt) {}

    /** All queues that have ready or parked tasks, or are paused; costs no look at the tasks. */
    public List<Depth> depths() {
        return look(ALL, List.of()).values().stream()
                .map(seen -> new Depth(
                        (String) seen.get(0),
                        (Long) seen.get(1),
                        (Long) seen.get(2),
                        StoredTask.optionalInstant((Long) seen.get(3)),
                        StoredTask.optionalInstant((Long) seen.get(4))))
                .toList();
    }

    /** What a worker lacked for parked tasks of a queue, and how many these are. */
    public Map<Need, Long> parked(String queue) {
        Map<Need, Long> parked = new LinkedHashMap<>();
        redis.call(r -> r.smembers(redis.key("parked:" + queue))).stream()
                .sorted()
                .forEach(need ->
                        parked.put(Need.of(need), redis.call(r -> r.zcard(redis.key("parked:" + queue + ":" + need)))));
        return parked;
    }

    /** A queue; one of which nobody has heard has nothing in it. */
    public StoredQueue find(String name) {
        MirrorCensus census = mirror.census(LATELY, later());
        return queue(look(THESE, List.of(name)).get(name), census);
    }

    private Map<String, List<?>> look(String which, Collection<String> names) {
        List<String> arguments = new ArrayList<>();
        arguments.add(which);
        arguments.addAll(names);
        Map<String, List<?>> queues = new LinkedHashMap<>();
        for (Object each : (List<?>) ((List<?>) redis.run(Script.QUEUES, arguments)).get(1)) {
            List<?> queue = (List<?>) each;
            queues.put((String) queue.get(0), queue);
        }
        return queues;
    }

    private static StoredQueue queue(List<?> seen, MirrorCensus census) {
        String name = (String) seen.get(0);
        long ready = (Long) seen.get(1);
        long parked = (Long) seen.get(2);
        MirrorCensus.Queue counted = census.queue(name);
        return new StoredQueue(
                name,
                ready,
                parked,
                Math.max(0, counted.waiting() - ready - parked - counted.later()),
                counted.later(),
                counted.running(),
                counted.ended(),
                StoredTask.optionalInstant((Long) seen.get(3)),
                StoredTask.optionalInstant((Long) seen.get(4)));
    }

    /** Nothing says of which queue they are but the tasks themselves, and those the mirror has. */
    private Set<UUID> later() {
        String key = redis.key("later");
        Set<UUID> ids = new HashSet<>(); // One that moves up between two calls may come twice.
        for (long from = 0; ; from += CHUNK) {
            long first = from;
            List<String> chunk = redis.call(r -> r.zrange(key, first, first + CHUNK - 1));
            chunk.forEach(id -> ids.add(UUID.fromString(id)));
            if (chunk.size() < CHUNK) {
                return ids;
            }
        }
    }

    private Set<String> namesOf(Collection<UUID> tasks) {
        List<String> ids = tasks.stream().map(UUID::toString).toList();
        Set<String> names = new TreeSet<>();
        for (int from = 0; from < ids.size(); from += CHUNK) {
            List<?> facts = (List<?>) redis.run(Script.FACTS, ids.subList(from, Math.min(ids.size(), from + CHUNK)));
            for (int i = 1; i < facts.size(); i += 2) {
                names.add((String) facts.get(i));
            }
        }
        names.remove(""); // Of one that is gone.
        return names;
    }
}
