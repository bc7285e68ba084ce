package io.dibs.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import redis.clients.jedis.resps.Tuple;

/**
 * What was found to be wrong, and what there is to find it by. Thread-safe. Every method throws
 * {@link io.dibs.StoreUnavailableException} when Redis does not answer.
 */
public final class ProblemStore {
    /** How long a look may take before another process looks. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(30);

    /** How long an audit may not be heard of before another process begins one. */
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);

    private static final Duration SHORTEST_STAY = Duration.ofMinutes(5);
    private static final String FOUND = "p:";

    private final Redis redis;
    private final String key;
    private final String part;

    public ProblemStore(Redis redis) {
        this(redis, "");
    }

    private ProblemStore(Redis redis, String part) {
        this.redis = redis;
        this.part = part;
        key = redis.key("problems");
    }

    /** What audits have found, apart from what looks have. */
    public ProblemStore audits() {
        return new ProblemStore(redis, "audit:");
    }

    /**
     * Something wrong that was found.
     *
     * @param id the same whenever it is found
     * @param sure whether it is listed at once; otherwise it has to be found twice in a row
     * @param text its description; no line ends in it
     */
    public record Found(String id, boolean sure, String text) {}

    /** Something wrong that is listed, or was. */
    public record Entry(String id, Instant since, String text) {
        private static Entry read(String id, String since, String text) {
            return new Entry(id, StoredTask.instant(Long.parseLong(since)), text);
        }
    }

    /** What has come and what has gone. */
    public record Changes(List<Entry> come, List<Entry> gone) {}

    /** What is listed, and when that was found; empty if nobody has looked lately. */
    public record Listed(Optional<Instant> at, List<Entry> entries) {}

    /**
     * Begins to look, if it is time and no other process does.
     *
     * @return how long it is until then; empty if it has begun
     */
    public Optional<Duration> begin(UUID look, Duration interval) {
        List<?> reply = begin(look, interval, "");
        return (Long) reply.get(0) == 1 ? Optional.empty() : Optional.of(Duration.ofNanos((Long) reply.get(1) * 1_000));
    }

    /**
     * Says of a look that has begun that it goes on, so that no other process begins one.
     *
     * @return whether it does; else another has begun
     */
    public boolean goOn(UUID look, Duration interval) {
        return (Long) begin(look, interval, "on").get(0) == 1;
    }

    private List<?> begin(UUID look, Duration interval, String on) {
        Duration longest = part.isEmpty() ? max(LONGEST_LOOK, interval) : LONGEST_SILENCE;
        return (List<?>) redis.run(
                Script.BEGIN_WATCH,
                micros(interval),
                micros(longest),
                look.toString(),
                Long.toString(stay(interval).toMillis()),
                part,
                on);
    }

    /** Ends a look; nothing changes if another has begun since. */
    public Changes end(UUID look, Duration interval, List<Found> found) {
        List<String> arguments = new ArrayList<>();
        arguments.add(look.toString());
        arguments.add(Long.toString(stay(interval).toMillis()));
        arguments.add(part);
        for (Found each : found) {
            arguments.add(each.id().replaceAll("\\s", "_")); // As it is between blanks in what is told.
            arguments.add(each.sure() ? "1" : "0");
            arguments.add(each.text());
        }
        Changes changes = new Changes(new ArrayList<>(), new ArrayList<>());
        ((String) redis.run(Script.END_WATCH, arguments)).lines().forEach(line -> {
            String[] parts = line.split(" ", 4);
            (parts[0].equals("+") ? changes.come() : changes.gone()).add(Entry.read(parts[1], parts[2], parts[3]));
        });
        return changes;
    }

    /** All that is listed. */
    public Listed list() {
        Map<String, String> fields = redis.call(r -> r.hgetAll(key));
        List<Entry> entries = new ArrayList<>();
        fields.forEach((field, value) -> {
            String[] parts = value.split(" ", 3);
            if (field.startsWith(part + FOUND) && parts[1].equals("1")) {
                entries.add(Entry.read(field.substring((part + FOUND).length()), parts[0], parts[2]));
            }
        });
        return new Listed(
                Optional.ofNullable(fields.get(part + "at")).map(at -> StoredTask.instant(Long.parseLong(at))),
                entries);
    }

    /** How many tasks depend on that one, which is not final. */
    public long dependents(UUID task) {
        return redis.call(r -> r.zcard(redis.key("deps:" + task)));
    }

    /**
     * A note of something that happened.
     *
     * @param kind {@code lease} (of a worker that lost it) or {@code poison} (of a task that was given up)
     * @param object the incarnation of the worker, or the id of the task
     */
    public record Note(Instant at, String kind, String object) {}

    /** The last notes, latest first. */
    public List<Note> notes() {
        List<Note> notes = new ArrayList<>();
        for (Tuple each : redis.call(r -> r.zrangeWithScores(redis.key("notes"), 0, -1))) {
            String[] parts = each.getElement().split(" ", 2);
            notes.add(0, new Note(StoredTask.instant((long) each.getScore()), parts[0], parts[1]));
        }
        return notes;
    }

    /** What Redis says of its memory and of what it writes to disk, by the names of {@code INFO}. */
    public Map<String, String> redisFacts() {
        Map<String, String> facts = new HashMap<>();
        for (String section : List.of("memory", "persistence")) {
            redis.call(r -> r.info(section)).lines().forEach(line -> {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    facts.put(
                            line.substring(0, colon), line.substring(colon + 1).strip());
                }
            });
        }
        return facts;
    }

    /** What an audit found stays as long as looks go on. */
    private Duration stay(Duration interval) {
        return part.isEmpty() ? max(SHORTEST_STAY, interval.multipliedBy(10)) : SHORTEST_STAY;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static String micros(Duration duration) {
        return Long.toString(duration.toNanos() / 1_000);
    }
}
